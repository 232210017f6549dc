import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, mon, wait }) {
  const children = [kid("a"), kid("b", { dieWith: "own_reason" }), kid("c")];
  const sup = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
  const mb = mon(Process.whereis("b")!);
  const ms = mon(sup);
  t("stop", yield* Supervisor.stop(sup));
  t("b", yield* wait(mb));
  t("sup", yield* wait(ms));
});
