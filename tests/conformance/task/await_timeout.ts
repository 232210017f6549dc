import { Process, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, mon, wait, flush }) {
  const task = Task.async(function* () {
    yield* Process.sleep(60);
    return "late";
  });
  t("await", yield* c(() => Task.await(task, 20)));
  t("task alive", Process.alive(task.pid));
  const monitor = mon(task.pid);
  t("task ended", yield* wait(monitor));
  t("mailbox", yield* flush(20));
});
