/** The pool keeps a job until whoever has it is done, and gives it to another if that one dies. */
import { Process, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";

function* pool(jobs: readonly string[]) {
  const open = [...jobs];
  const given = new Map<unknown, string>();
  while (open.length + given.size > 0) {
    const message = yield* receive<unknown[]>(open.length > 0 ? undefined : ["DOWN"]);
    if (message[0] === "ready") {
      const worker = message[1] as Pid;
      const job = open.shift()!;
      given.set(Process.monitor(worker), job);
      send(worker, ["job", job]);
    } else {
      const job = given.get(message[1])!;
      given.delete(message[1]);
      if (message[4] !== "normal") open.push(job);
    }
  }
}

function* worker(jobs: Pid, office: Pid) {
  send(jobs, ["ready", self()]);
  const [, job] = yield* receive<["job", string]>(["job"]);
  send(office, ["done", job]);
}

export default function* () {
  const office = self();
  const jobs = spawn(() => pool(["wash", "dry"]));
  const [first] = [1, 2, 3].map(() => spawn(() => worker(jobs, office)));
  spawn(() => void Process.exit(first!, "tired"));
  for (let jobsDone = 0; jobsDone < 2; jobsDone++) {
    const done = yield* receive(["done"], { after: 1_000 });
    if (done === "timeout") throw new Error("a job is lost");
  }
}
