import { Process, self, send, spawn, Supervisor, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, kids, boom, fresh, quiet, next }) {
  const sup = yield* Supervisor.startLink([kid("a")], { strategy: "one_for_one" });
  yield* Sys.suspend(sup);
  const old = yield* boom("a", "crash");
  yield* quiet();
  t("restarted", Process.whereis("a"));
  const me = self();
  spawn(function* () {
    send(me, ["children", yield* kids(sup)]);
  });
  t("answer", yield* next(30));
  yield* Sys.resume(sup);
  yield* fresh("a", old);
  t("answer", yield* next());
  yield* Supervisor.stop(sup);
});
