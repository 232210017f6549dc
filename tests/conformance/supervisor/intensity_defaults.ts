import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, fresh, next }) {
  Process.flag("trap_exit", true);
  const sup = yield* Supervisor.startLink([kid("a"), kid("b")], { strategy: "one_for_one" });
  name(sup, "sup");
  for (const id of ["a", "b", "a"]) {
    const old = yield* boom(id, "crash");
    yield* fresh(id, old);
  }
  t("alive after three", Process.alive(sup));
  yield* boom("b", "crash");
  t("main got", yield* next());
});
