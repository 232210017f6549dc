import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, kid, kids }) {
  let result: unknown = ["ok", undefined];
  const sup = yield* Supervisor.startLink([kid("a", { init: () => result })], { strategy: "one_for_one" });

  for (const next of [["stop", "no"], "ignore", ["ok", undefined]]) {
    yield* Supervisor.terminateChild(sup, "a");
    result = next;
    t("restart", yield* child(() => Supervisor.restartChild(sup, "a")));
    t("children", yield* kids(sup));
  }

  yield* Supervisor.stop(sup);
});
