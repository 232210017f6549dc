import { Exit, exit, Process, receive, self, send } from "beamish";
import { spawn, spawnMonitor, type Pid } from "beamish";

function* start(sheets: number) {
  const parent = self();
  const [pid, ref] = spawnMonitor(() => init(parent, sheets));
  const answer = yield* receive((m) => m[1] === pid || m[1] === ref);
  if (answer[0] === "DOWN") exit(answer[4]);
  Process.demonitor(ref, ["flush"]);
  return pid;
}

function* init(parent: Pid, sheets: number) {
  if (sheets === 0) exit("out_of_paper");
  send(parent, ["started", self()]);
  yield* loop();
}

function* loop() {
  while (true) {
    const [, job] = yield* receive(["print"]);
    console.log(`printing the ${job}`);
  }
}

spawn(function* () {
  for (const sheets of [0, 500]) {
    try {
      yield* start(sheets);
      console.log(`${sheets} sheets: started`);
    } catch (error) {
      if (error instanceof Exit)
        console.log(`${sheets} sheets: not started, ${error.reason}`);
    }
  }
});
