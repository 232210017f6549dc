import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, kid, flush }) {
  Process.flag("trap_exit", true);
  const children = [kid("a"), kid("b"), kid("a")];
  t("start_link", yield* child(() => Supervisor.startLink(children, { strategy: "one_for_one" })));
  yield* flush(20);
  const sup = yield* Supervisor.startLink([kid("a")], { strategy: "one_for_one" });
  t("running", yield* child(() => Supervisor.startChild(sup, kid("a"))));
  yield* Supervisor.terminateChild(sup, "a");
  t("terminated", yield* child(() => Supervisor.startChild(sup, kid("a"))));
  yield* Supervisor.deleteChild(sup, "a");
  t("deleted", yield* child(() => Supervisor.startChild(sup, kid("a"))));
  yield* Supervisor.stop(sup);
});
