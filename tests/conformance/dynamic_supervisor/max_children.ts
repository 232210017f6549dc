import { DynamicSupervisor, type Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, result, kid, boom, until }) {
  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one", maxChildren: 2 });
  const start = (spec: Supervisor.ChildSpec) => result(() => DynamicSupervisor.startChild(sup, spec));
  t("first", (yield* start(kid("a", { restart: "temporary" })))[0]);
  t("ignored", yield* start(kid("i", { init: () => "ignore" })));
  t("failed", yield* start(kid("x", { init: () => ["stop", "no"] })));
  t("second", (yield* start(kid("b")))[0]);
  t("third", yield* start(kid("c")));
  yield* boom("a", "normal");
  yield* until(function* () {
    return (yield* DynamicSupervisor.countChildren(sup)).active === 1;
  });
  t("after one left", (yield* start(kid("c")))[0]);
  t("full again", yield* start(kid("d")));
  t("count", yield* DynamicSupervisor.countChildren(sup));
});
