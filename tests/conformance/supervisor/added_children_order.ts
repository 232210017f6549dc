import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, kids, boom, fresh }) {
  const sup = yield* Supervisor.startLink([kid("a"), kid("b")], {
    strategy: "rest_for_one",
    maxRestarts: 10,
  });
  yield* Supervisor.startChild(sup, kid("c"));
  t("-- crash b");
  const old = yield* boom("b", "crash");
  yield* fresh("b", old);
  yield* fresh("c", undefined);
  yield* kids(sup);
  t("-- terminate and restart a");
  yield* Supervisor.terminateChild(sup, "a");
  yield* Supervisor.restartChild(sup, "a");
  t(
    "order",
    (yield* kids(sup)).map(([id]) => id),
  );
  t("-- stop");
  yield* Supervisor.stop(sup);
});
