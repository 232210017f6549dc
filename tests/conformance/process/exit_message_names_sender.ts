import { Process, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ trapper, idle, runIn, sync, mon, wait }) {
  const b = yield* trapper("b");
  const a = idle("a");
  yield* runIn(a, () => Process.exit(b, "told_off"));
  yield* sync(b);
  yield* runIn(b, () => Process.link(a));
  const monitor = mon(a);
  send(a, ["exit", "ended"]);
  yield* wait(monitor);
  yield* Process.sleep(20);
  yield* sync(b);
});
