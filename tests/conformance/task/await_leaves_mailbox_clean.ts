import { Process, self, send, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, gone, flush }) {
  send(self(), "before");
  const task = Task.async(() => ["value", 42]);
  t("await", yield* Task.await(task));
  const done = Task.async(() => "early");
  yield* gone(done.pid);
  t("already finished", yield* Task.await(done));
  t("mailbox", yield* flush(20));
  t("monitors", Process.info(self(), "monitors")![1]);
});
