import { exit, Process, spawnMonitor, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, wait, flush }) {
  const odd = (x: number) => (x % 2 === 0 ? exit(["even", x]) : x);
  let [, monitor] = spawnMonitor(() => Task.asyncStream([1, 2], odd).toArray());
  t("plain consumer", yield* wait(monitor));
  const sup = yield* Task.Supervisor.startLink();
  t("nolink", yield* Task.Supervisor.asyncStreamNolink(sup, [1, 2, 3], odd).toArray());
  [, monitor] = spawnMonitor(() => Task.Supervisor.asyncStream(sup, [1, 2], odd).toArray());
  t("supervised", yield* wait(monitor));
  t("left", yield* Task.Supervisor.children(sup));
  Process.flag("trap_exit", true);
  t("trapping", yield* Task.asyncStream([1, 2, 3], odd).toArray());
  t("zipped", yield* Task.asyncStream([1, 2, 3], odd, { zipInputOnExit: true }).toArray());
  function* sleep(ms: number) {
    yield* Process.sleep(ms);
    return ms;
  }
  const unordered = Task.asyncStream([60, 1, 30], sleep, { ordered: false, maxConcurrency: 3 });
  t("as they come", yield* unordered.toArray());
  const late = { timeout: 20, onTimeout: "kill_task", ordered: false, zipInputOnExit: true } as const;
  t("too late", yield* Task.asyncStream([500, 1], sleep, late).toArray());
  [, monitor] = spawnMonitor(() => Task.Supervisor.asyncStream("nobody", [1], odd).toArray());
  t("no supervisor", yield* wait(monitor));
  t("mailbox", yield* flush(20));
});
