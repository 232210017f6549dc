import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, kids, boom, fresh }) {
  const children = [kid("a"), kid("b"), kid("c", { restart: "temporary" }), kid("d")];
  const sup = yield* Supervisor.startLink(children, { strategy: "rest_for_one", maxRestarts: 5 });

  for (const [id, reason] of [
    ["b", "crash"],
    ["d", "normal"],
    ["a", "shutdown"],
  ] as const) {
    const old = yield* boom(id, reason);
    yield* fresh(id, old);
    t("children", yield* kids(sup));
  }

  yield* Supervisor.terminateChild(sup, "b");
  t("terminated", yield* kids(sup));
  const old = yield* boom("a", "crash");
  yield* fresh("a", old);
  t("children", yield* kids(sup));
  yield* Supervisor.stop(sup);
});
