import { Process } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, trapper, idle, runIn, mon, wait, sync }) {
  const c = yield* trapper("c");
  const b = idle("b");
  const a = idle("a");
  yield* runIn(b, () => Process.link(a));
  yield* runIn(b, () => Process.link(c));
  const mb = mon(b);
  const ma = mon(a);
  Process.exit(a, "kill");
  t("a ended", yield* wait(ma));
  t("b ended", yield* wait(mb));
  yield* Process.sleep(10);
  yield* sync(c);
  t("c alive", Process.alive(c));
});
