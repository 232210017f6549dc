import { exit, Process, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  Process.flag("trap_exit", true);
  const afterMs = (ms: number, value: string) =>
    Task.async(function* () {
      yield* Process.sleep(ms);
      return value;
    });
  const boom = (): string => exit("boom");
  t("await_many", yield* Task.awaitMany([afterMs(60, "a"), afterMs(5, "b"), afterMs(30, "c")]));
  t("empty", yield* Task.awaitMany([]));
  t("timeout", yield* c(() => Task.awaitMany([afterMs(1, "a"), afterMs(200, "b")], 40)));
  t("crash", yield* c(() => Task.awaitMany([afterMs(200, "a"), Task.async(boom)])));
  const tasks = [afterMs(1, "a"), afterMs(300, "b"), Task.async(boom)];
  const results = yield* Task.yieldMany(tasks, 80);
  t(
    "yield_many",
    results.map(([task, result]) => [tasks.indexOf(task), result]),
  );
});
