import { exit, Process, receive, send, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush, is }) {
  Process.flag("trap_exit", true);
  const task = Task.async(function* () {
    yield* receive(is("finish"));
    return "value";
  });
  t("first", yield* Task.yield(task, 20));
  t("second", yield* Task.yield(task, 0));
  send(task.pid, "finish");
  t("third", yield* Task.yield(task, 500));
  t(
    "crash",
    yield* Task.yield(
      Task.async(() => exit("crash")),
      500,
    ),
  );
  t(
    "normal exit without reply",
    yield* Task.yield(
      Task.async(() => exit("normal")),
      500,
    ),
  );
  yield* flush(20);
});
