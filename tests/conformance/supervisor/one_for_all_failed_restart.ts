import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, kids, boom, until }) {
  let starts = 0;
  const init = () => {
    starts += 1;
    return starts === 2 ? ["stop", "not_yet"] : ["ok", undefined];
  };
  const children = [kid("a"), kid("b"), kid("c", { init }), kid("d")];
  const sup = yield* Supervisor.startLink(children, { strategy: "one_for_all", maxRestarts: 5 });
  t("-- crash a");
  yield* boom("a", "crash");
  yield* until(() => starts === 3 && Process.whereis("d"));
  t("children", yield* kids(sup));
  yield* Supervisor.stop(sup);
});
