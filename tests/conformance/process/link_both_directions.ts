import { Process, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, runIn, mon, wait }) {
  const a = idle("a");
  const b = idle("b");
  yield* runIn(a, () => Process.link(b));
  const [ma, mb] = [mon(a), mon(b)];
  send(b, ["exit", "from_b"]);
  t("linker ended", yield* wait(ma));
  t("linked ended", yield* wait(mb));
  const c = idle("c");
  const d = idle("d");
  yield* runIn(c, () => Process.link(d));
  const [mc, md] = [mon(c), mon(d)];
  send(c, ["exit", "from_c"]);
  t("linker ended", yield* wait(mc));
  t("linked ended", yield* wait(md));
});
