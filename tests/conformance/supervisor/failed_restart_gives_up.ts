import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, next }) {
  Process.flag("trap_exit", true);
  let starts = 0;
  const init = () => {
    starts += 1;
    return starts === 1 ? ["ok", undefined] : ["stop", ["attempt", starts]];
  };
  const sup = yield* Supervisor.startLink([kid("a"), kid("b", { init }), kid("c")], {
    strategy: "one_for_one",
    maxRestarts: 3,
  });
  name(sup, "sup");
  yield* boom("b", "crash");
  t("main got", yield* next());
  t("attempts", starts);
});
