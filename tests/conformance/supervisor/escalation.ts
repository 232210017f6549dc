import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, kids, boom, fresh, next }) {
  Process.flag("trap_exit", true);
  const sub: Supervisor.ChildSpec = {
    id: "sub",
    start: () => Supervisor.startLink([kid("w1"), kid("w2")], { strategy: "one_for_one", maxRestarts: 1 }),
    type: "supervisor",
  };
  const sup = yield* Supervisor.startLink([kid("top"), sub], { strategy: "one_for_one", maxRestarts: 1 });
  name(sup, "sup");
  let old = yield* boom("w1", "crash");
  yield* fresh("w1", old);
  t("-- second crash");
  old = yield* boom("w1", "crash");
  yield* fresh("w1", old);
  yield* fresh("w2", undefined);
  yield* kids(sup);
  t("-- third crash");
  old = yield* boom("w1", "crash");
  yield* fresh("w1", old);
  t("-- fourth crash");
  yield* boom("w1", "crash");
  t("main got", yield* next());
});
