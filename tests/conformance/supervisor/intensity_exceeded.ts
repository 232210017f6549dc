import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, fresh, next }) {
  Process.flag("trap_exit", true);
  const sup = yield* Supervisor.startLink([kid("a"), kid("b"), kid("c")], {
    strategy: "one_for_one",
    maxRestarts: 2,
    maxSeconds: 60,
  });
  name(sup, "sup");
  for (let i = 1; i <= 3; i++) {
    t(`-- crash ${i}`);
    const old = yield* boom("b", "crash");
    if (i < 3) yield* fresh("b", old);
  }
  t("main got", yield* next());
  t("left", ["a", "b", "c"].map(Process.whereis));
});
