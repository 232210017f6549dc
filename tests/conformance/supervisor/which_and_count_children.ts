import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, kid, module }) {
  module("Supervisor", Supervisor);
  const sub: Supervisor.ChildSpec = {
    id: "sub",
    start: () => Supervisor.startLink([kid("x")], { strategy: "one_for_one" }),
    type: "supervisor",
    modules: [Supervisor],
  };
  const sup = yield* Supervisor.startLink([kid("a"), kid("b"), sub], { strategy: "one_for_one" });
  yield* Supervisor.startChild(sup, kid("c", { restart: "temporary" }));
  yield* Supervisor.terminateChild(sup, "b");
  for (const [id, pid, type, modules] of yield* Supervisor.whichChildren(sup)) t(f(id), [pid, type, modules]);
  t("count", yield* Supervisor.countChildren(sup));
  yield* Supervisor.stop(sup);
});
