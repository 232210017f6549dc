import { ETS, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

/** What `part` gives, or the error as the trace writes it. */
function attempt(part: () => unknown): unknown {
  try {
    return part();
  } catch (error) {
    return ["error", error];
  }
}

export default scenario(function* ({ t, idle, runIn, next }) {
  const me = self();
  const other = idle("other");
  for (const [label, options] of [
    ["private", ["private"]],
    ["protected", ["protected"]],
    ["public", ["public"]],
    ["default", []],
  ] as const) {
    const tab = ETS.new("tab", options);
    ETS.insert(tab, ["k", 1]);
    yield* runIn(other, () => {
      const r = attempt(() => ETS.lookup(tab, "k"));
      const w = attempt(() => ETS.insert(tab, ["k", 2]));
      const d = attempt(() => ETS.delete(tab));
      send(me, [r, w, d]);
    });
    t(label, yield* next());
  }
});
