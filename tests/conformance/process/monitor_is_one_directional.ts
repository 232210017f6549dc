import { Process, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, runIn, mon, wait }) {
  const target = idle("target");
  const watcher = idle("watcher");
  yield* runIn(watcher, () => Process.monitor(target));
  const mw = mon(watcher);
  send(watcher, ["exit", "watcher_crash"]);
  t("watcher ended", yield* wait(mw));
  t("target alive", Process.alive(target));
  const ref = Process.monitor(target);
  Process.exit(target, "target_crash");
  t("main got", yield* wait(ref));
  t("main trapping", Process.info(self(), "trap_exit")![1]);
});
