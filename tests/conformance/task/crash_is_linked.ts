import { exit, Process, spawnMonitor, Task } from "beamish";
import { scenario } from "../support/scenario.ts";

const failures: readonly [string, () => never][] = [
  [
    "raise",
    () => {
      throw new Error("r");
    },
  ],
  [
    "throw",
    () => {
      throw "v";
    },
  ],
  ["exit", () => exit("e")],
  ["normal", () => exit("normal")],
];

export default scenario(function* ({ t, c, name, gone, wait, flush }) {
  for (const [label, body] of failures) {
    const [, plain] = spawnMonitor(function* () {
      const task = Task.async(body);
      yield* gone(task.pid);
      yield* Process.sleep(10);
      exit(["survived", yield* c(() => Task.await(task))]);
    });
    t(`${label} plain owner`, yield* wait(plain));

    const [, trapping] = spawnMonitor(function* () {
      Process.flag("trap_exit", true);
      const task = Task.async(body);
      name(task.pid, "task");
      t(`${label} await`, yield* c(() => Task.await(task)));
      t(`${label} mailbox`, yield* flush(20));
    });
    yield* wait(trapping);
  }
});
