import { Process, Supervisor, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, child, answer, startLink, kids, boom, fresh }) {
  const Tmpl: Supervisor.Module<unknown> = {
    init: () => ["ok", [{ strategy: "simple_one_for_one" }, [{ id: "tmpl", start: startLink }]]],
  };
  const sup = (yield* Supervisor.startLink(Tmpl, []))!;
  const a = (yield* Supervisor.startChild(sup, ["a"])) as Pid;
  yield* Supervisor.startChild(sup, ["b", { slow: 1 }]);
  t(
    "children",
    (yield* kids(sup)).sort((x, y) => (f(x) < f(y) ? -1 : 1)),
  );
  t("restart", yield* child(() => Supervisor.restartChild(sup, a)));
  t("delete", yield* answer(() => Supervisor.deleteChild(sup, a)));
  const old = yield* boom("a", "crash");
  yield* fresh("a", old);
  t("old pid", yield* answer(() => Supervisor.terminateChild(sup, old)));
  t("terminate by id", yield* answer(() => Supervisor.terminateChild(sup, "a")));
  t("terminate by pid", yield* answer(() => Supervisor.terminateChild(sup, Process.whereis("a"))));
  t("children", yield* kids(sup));
  const failing = { init: () => ["stop", "bad"] };
  t("failing start", yield* child(() => Supervisor.startChild(sup, ["x", failing])));
  t("ignored start", yield* child(() => Supervisor.startChild(sup, ["y", { init: () => "ignore" }])));
  t("children", yield* kids(sup));
  yield* Supervisor.stop(sup);
});
