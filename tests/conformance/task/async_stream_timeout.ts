import { Process, self, send, Task, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, next, flush }) {
  function* sleeper(ms: number) {
    yield* Process.sleep(ms);
    return ms;
  }
  const kill = { timeout: 100, onTimeout: "kill_task" } as const;
  const failed = yield* c(() => Task.asyncStream([1, 400], sleeper, { timeout: 100 }).toArray());
  const [kind, [reason]] = failed as unknown as ["exit", [unknown]];
  t("default", [kind, reason]);
  t("kill_task", yield* Task.asyncStream([1, 400, 2], sleeper, kill).toArray());
  const kept = Task.asyncStream([1, 400], sleeper, { ...kill, zipInputOnExit: true });
  t("kill_task, input kept", yield* kept.toArray());

  const me = self();
  function* slow() {
    send(me, ["pid", self()]);
    yield* Process.sleep(500);
  }
  yield* Task.asyncStream(["slow"], slow, { timeout: 30, onTimeout: "kill_task" }).toArray();
  const [, p] = yield* next<["pid", Pid]>();
  t("slow task alive", Process.alive(p));
  t("mailbox", yield* flush(20));
});
