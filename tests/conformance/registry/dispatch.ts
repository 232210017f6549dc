import { Registry, self, send, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, trapper, runIn, sync }) {
  yield* Registry.startLink({ keys: "duplicate", name: "Reg" });
  const kids: Pid[] = [];
  for (let i = 1; i <= 3; i++) kids.push(yield* trapper(`w${i}`));
  for (const [i, p] of kids.entries()) yield* runIn(p, () => Registry.register("Reg", "topic", i + 1));

  const dispatched = yield* Registry.dispatch("Reg", "topic", function* (entries) {
    const sorted = entries.toSorted((x, y) => x[1] - y[1]);
    t("called by", self());
    t("entries", sorted);
    for (const [pid, value] of sorted) {
      send(pid, ["event", value]);
      yield* sync(pid);
    }
  });
  t("dispatch", dispatched);
  t("no entries", yield* Registry.dispatch("Reg", "nobody", () => t("not reached")));
  const raise = () => {
    throw new Error("r");
  };
  t("raising", ((yield* c(() => Registry.dispatch("Reg", "topic", raise))) as unknown as unknown[])[0]);
});
