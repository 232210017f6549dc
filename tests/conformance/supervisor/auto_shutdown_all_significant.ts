import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, next, quiet }) {
  Process.flag("trap_exit", true);
  const children = [
    kid("a"),
    kid("s1", { restart: "transient", significant: true }),
    kid("s2", { restart: "temporary", significant: true }),
  ];

  let sup = yield* Supervisor.startLink(children, {
    strategy: "one_for_one",
    autoShutdown: "all_significant",
  });
  name(sup, "sup");
  yield* boom("s1", "normal");
  yield* quiet();
  t("alive after one", Process.alive(sup));
  yield* boom("s2", "crash");
  t("main got", yield* next());
  t("-- terminate_child");
  sup = yield* Supervisor.startLink(children, { strategy: "one_for_one", autoShutdown: "any_significant" });
  name(sup, "sup");
  t("terminate s1", yield* Supervisor.terminateChild(sup, "s1"));
  yield* quiet();
  t("alive", Process.alive(sup));
  yield* Supervisor.stop(sup);
});
