import { DynamicSupervisor, Process, self, type Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, answer, kid, boom, fresh }) {
  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one", maxChildren: 2 });
  function* start(spec: Supervisor.ChildSpec) {
    t("start", yield* child(() => DynamicSupervisor.startChild(sup, spec)));
  }
  yield* start(kid("a"));
  yield* start(kid("b", { restart: "temporary" }));
  yield* start(kid("c"));
  yield* boom("b", "normal");
  t("count", yield* DynamicSupervisor.countChildren(sup));
  yield* start(kid("c"));
  const old = yield* boom("a", "crash");
  yield* fresh("a", old);
  yield* start(kid("d"));
  yield* DynamicSupervisor.terminateChild(sup, Process.whereis("a")!);
  yield* start(kid("e", { init: () => ["stop", "no"] }));
  yield* start(kid("d"));
  t("count", yield* DynamicSupervisor.countChildren(sup));
  t("stranger", yield* answer(() => DynamicSupervisor.terminateChild(sup, self())));
});
