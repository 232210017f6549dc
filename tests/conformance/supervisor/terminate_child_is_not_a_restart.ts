import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, next }) {
  Process.flag("trap_exit", true);
  const sup = yield* Supervisor.startLink([kid("a"), kid("b")], { strategy: "one_for_all", maxRestarts: 0 });
  name(sup, "sup");
  for (let i = 0; i < 2; i++) {
    yield* Supervisor.terminateChild(sup, "a");
    yield* Supervisor.restartChild(sup, "a");
  }
  t("alive", Process.alive(sup));
  yield* boom("a", "crash");
  t("main got", yield* next());
});
