import { exit, Process, receive, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, gone, flush }) {
  Process.flag("trap_exit", true);
  const forever = () => Process.sleep("infinity");

  for (const [label, body] of [
    ["done", () => 1],
    ["crashed", () => exit("boom")],
    ["normal", () => exit("normal")],
    ["planned", () => exit(["shutdown", 1])],
  ] as const) {
    const task = Task.async<unknown>(body);
    yield* gone(task.pid);
    t(label, yield* Task.shutdown(task));
  }

  t("running", yield* Task.shutdown(Task.async(forever)));
  t("brutal", yield* Task.shutdown(Task.async(forever), "brutal_kill"));

  for (const how of [5000, "brutal_kill"] as const) {
    const task = Task.async(forever);
    Process.exit(task.pid, "kill");
    yield* gone(task.pid);
    t("killed before", yield* Task.shutdown(task, how));
  }

  const replies = Task.async(function* () {
    Process.flag("trap_exit", true);
    const [, , reason] = yield* receive<unknown[]>(["EXIT"]);
    return ["late", reason];
  });
  yield* Process.sleep(10);
  t("replies meanwhile", yield* Task.shutdown(replies));
  const task = Task.async(() => 3);
  yield* Task.await(task);
  t("after await", yield* Task.shutdown(task));
  const messages = (yield* flush(20)) as [string, unknown, unknown][];
  const exits = messages.filter(([tag]) => tag === "EXIT");
  t(
    "EXIT messages",
    exits.map(([, , reason]) => reason),
  );
});
