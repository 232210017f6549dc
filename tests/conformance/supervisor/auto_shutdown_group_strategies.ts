import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, kids, boom, fresh, next }) {
  Process.flag("trap_exit", true);
  const children = [kid("a"), kid("s", { restart: "transient", significant: true }), kid("b")];
  const sup = yield* Supervisor.startLink(children, {
    strategy: "one_for_all",
    autoShutdown: "any_significant",
  });
  name(sup, "sup");
  t("-- abnormal");
  const old = yield* boom("s", "crash");
  yield* fresh("s", old);
  yield* kids(sup);
  t("-- normal");
  yield* boom("s", "normal");
  t("main got", yield* next());
});
