/** Running a body as a process of a fresh node on virtual time, and looking at what is left afterwards. */
import assert from "node:assert/strict";
import { inspect, Process, receive, spawn, type Pid, type Steps } from "beamish";
import { Node, type NodeOptions } from "beamish/testing";

export interface Run<T> {
  readonly result: T;
  readonly node: Node;
  /** What was reported. */
  readonly output: readonly string[];
}

/** Runs `body` and waits for its result; an exception in it fails the test. */
export function run<T>(body: () => Steps<T>, options: NodeOptions = {}): Promise<Run<T>> {
  const output: string[] = [];
  const node = new Node({ clock: "virtual", output: (_level, text) => output.push(text), ...options });
  return new Promise((resolve, reject) => {
    node.enter(() =>
      spawn(function* () {
        try {
          resolve({ result: yield* body(), node, output });
        } catch (error) {
          reject(error as Error);
        }
      }),
    );
  });
}

/** Fails unless nothing of the run is left: no process but the shell, no timer, no name, no promise. */
export function assertNothingLeft({ node }: Pick<Run<unknown>, "node">): void {
  const left = node
    .processes()
    .map((process) => `${process.pid} ${inspect(process.mailbox?.toArray() ?? [])}`);
  assert.deepEqual(left, [`${node.shell.process.pid} []`]);
  assert.equal(node.timers.size, 0);
  assert.equal(node.names.size, 0);
  assert.equal(node.scheduler.promises, 0);
}

/** Waits until `pid` has ended, and gives the reason. */
export function* reasonOf(pid: Pid): Steps<unknown> {
  const ref = Process.monitor(pid);
  return (yield* receive<unknown[]>(["DOWN", ref]))[4];
}

/** All messages that are in the mailbox now. */
export function* flush(): Steps<unknown[]> {
  const messages: unknown[] = [];
  const nothing = {};
  for (;;) {
    const message = yield* receive<unknown>(undefined, { after: 0, else: () => nothing });
    if (message === nothing) return messages;
    messages.push(message);
  }
}

/** Lets everything that can run do so, until only time could bring more. */
export const settle = () => Process.sleep(1);
