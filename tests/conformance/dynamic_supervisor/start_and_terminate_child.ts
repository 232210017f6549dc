import { DynamicSupervisor, self, type Pid, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, answer, kid, boom, until }) {
  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one" });
  const a = (yield* DynamicSupervisor.startChild(sup, kid("a")))!;
  const b = (yield* DynamicSupervisor.startChild(sup, kid("b", { restart: "temporary" })))!;
  function* list(): Steps<string[]> {
    const children = yield* DynamicSupervisor.whichChildren(sup);
    return children.map(([id, pid, type]) => f([id, pid, type])).sort();
  }
  const terminate = (pid: Pid) => answer(() => DynamicSupervisor.terminateChild(sup, pid));

  for (const line of yield* list()) t(line);
  t("count", yield* DynamicSupervisor.countChildren(sup));
  t("terminate", yield* terminate(a));
  t("again", yield* terminate(a));
  t("stranger", yield* terminate(self()));
  yield* boom("b", "crash");
  yield* until(function* () {
    return (yield* DynamicSupervisor.countChildren(sup)).specs === 0;
  });
  t("ended temporary", yield* terminate(b));
  t("left", yield* list());
});
