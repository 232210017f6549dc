import { Process, receive, self, spawnLink, Supervisor, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, fresh, mon, wait }) {
  const spec = (id: string): Supervisor.ChildSpec => ({
    id,
    start: () =>
      spawnLink(function* () {
        const [parent] = Process.info(self(), "links")![1] as Pid[];
        Process.unlink(parent!);
        Process.register(self(), id);
        t("never", yield* receive());
      }),
  });
  const sup = yield* Supervisor.startLink([spec("r1"), spec("r2")], { strategy: "one_for_one" });
  yield* fresh("r1", undefined);
  yield* fresh("r2", undefined);
  const [m1, m2] = [mon(Process.whereis("r1")!), mon(Process.whereis("r2")!)];
  t("terminate_child", yield* Supervisor.terminateChild(sup, "r1"));
  t("r1", yield* wait(m1));
  t("stop", yield* Supervisor.stop(sup));
  t("r2", yield* wait(m2));
});
