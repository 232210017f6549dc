import { Process, send, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, kids, idle, runIn, mon, wait, quiet, boom, fresh }) {
  const sup = yield* Supervisor.startLink([kid("a")], { strategy: "one_for_one" });
  const stranger = idle("stranger");
  yield* runIn(stranger, () => Process.link(sup));
  const monitor = mon(stranger);
  send(stranger, ["exit", "stranger_crash"]);
  yield* wait(monitor);
  yield* quiet();
  t("children", yield* kids(sup));
  const old = yield* boom("a", "crash");
  yield* fresh("a", old);
  yield* Supervisor.stop(sup);
});
