import { Process, self, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name }) {
  const callers = () => Process.get<unknown>("$callers");
  const ancestor = () => Process.get<unknown[]>("$ancestors")[0];
  const sup = yield* Task.Supervisor.startLink({ name: "TheSup" });
  name(sup, "sup");
  t("async callers", yield* Task.await(Task.async(callers)));
  t("async ancestor", yield* Task.await(Task.async(ancestor)));

  const task = yield* Task.Supervisor.async(sup, function* () {
    name(self(), "outer");
    const inner = Task.async(() => [callers(), ancestor()]);
    return [callers(), ancestor(), yield* Task.await(inner)];
  });
  t("supervised", yield* Task.await(task));
});
