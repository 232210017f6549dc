/** A worker is given a job and dies. The pool has forgotten the job by then. */
import { Process, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";

function* pool(jobs: readonly string[]) {
  for (const job of jobs) {
    const [, worker] = yield* receive<["ready", Pid]>(["ready"]);
    send(worker, ["job", job]);
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
