import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, mon, wait }) {
  const children = [kid("a"), kid("b", { slow: 500, shutdown: 30 }), kid("c", { slow: 20, shutdown: 200 })];
  const sup = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
  const monitors = ["a", "b", "c"].map((id) => [id, mon(Process.whereis(id)!)] as const);
  t("stop", yield* Supervisor.stop(sup));
  for (const [id, monitor] of monitors) t(id, yield* wait(monitor));
});
