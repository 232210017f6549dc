import { exit, Process, self, send, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, result, until, next }) {
  const sup = yield* Task.Supervisor.startLink({ maxChildren: 2 });
  const sleeper = () => Process.sleep("infinity");
  const a = yield* Task.Supervisor.startChild(sup, sleeper);
  const b = yield* Task.Supervisor.startChild(sup, sleeper);
  const children = yield* Task.Supervisor.children(sup);
  t("children", children.length === 2 && children.includes(a) && children.includes(b));
  t("start_child", yield* result(() => Task.Supervisor.startChild(sup, () => "ok")));
  t("async", ((yield* c(() => Task.Supervisor.async(sup, () => "ok"))) as unknown as unknown[])[0]);
  Process.exit(a, "kill");
  yield* until(function* () {
    return (yield* Task.Supervisor.children(sup)).length === 1;
  });
  t("terminate", yield* Task.Supervisor.terminateChild(sup, b));
  t("left", yield* Task.Supervisor.children(sup));

  const me = self();
  let runs = 0;
  const again = () => {
    runs += 1;
    send(me, ["run", runs]);
    if (runs < 3) exit("again");
  };
  yield* Task.Supervisor.startChild(sup, again, { restart: "transient" });
  t("transient runs", [yield* next(), yield* next(), yield* next()]);
  t("then", yield* next(40));
});
