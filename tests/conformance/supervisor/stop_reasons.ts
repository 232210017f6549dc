import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, c, name, kid, next }) {
  Process.flag("trap_exit", true);
  for (const args of [[], ["shutdown"], ["other"]]) {
    const sup = yield* Supervisor.startLink([kid("a")], { strategy: "one_for_one" });
    name(sup, "sup");
    t(`stop ${f(args)}`, yield* c(() => Supervisor.stop(sup, ...args)));
    t("main got", yield* next());
  }
  t("missing", yield* c(() => Supervisor.stop("no_sup")));
});
