import { DynamicSupervisor, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, fresh, next }) {
  Process.flag("trap_exit", true);
  let starts = 0;
  const init = () => {
    starts += 1;
    return starts === 2 || starts === 3 ? ["stop", ["attempt", starts]] : ["ok", undefined];
  };
  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one", maxRestarts: 3 });
  name(sup, "sup");
  yield* DynamicSupervisor.startChild(sup, kid("k", { init }));
  const old = yield* boom("k", "crash");
  yield* fresh("k", old);
  t("count", yield* DynamicSupervisor.countChildren(sup));
  t("-- fourth restart within the window");
  yield* boom("k", "crash");
  t("main got", yield* next());
});
