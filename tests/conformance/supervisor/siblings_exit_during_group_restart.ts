import { Process, Supervisor, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, kids, boom, fresh }) {
  Process.flag("trap_exit", true);
  const children = [kid("a"), kid("b"), kid("c")];
  const sup = yield* Supervisor.startLink(children, { strategy: "one_for_all", maxRestarts: 1 });
  name(sup, "sup");
  yield* Sys.suspend(sup);
  const old = yield* boom("a", "crash_a");
  yield* boom("b", "crash_b");
  yield* Sys.resume(sup);
  yield* fresh("c", undefined);
  yield* fresh("a", old);
  yield* kids(sup);
  t("alive", Process.alive(sup));
  yield* Supervisor.stop(sup);
});
