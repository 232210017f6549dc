import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Agent,
  Exit,
  GenServer,
  Process,
  Supervisor,
  Task,
  exit,
  fromPromise,
  receive,
  self,
  send,
  spawn,
} from "beamish";
import type { Pid, Steps } from "beamish";
import { inProcess, run } from "../supervision/run.ts";
import { after, caught, mailbox } from "./looking.ts";

test(
  "tasks run side by side",
  inProcess(function* () {
    const timer = Process.sendAfter(self(), "late", 1000);
    const tasks = [Task.async(() => after(300, "a")), Task.async(() => after(200, "b"))];
    assert.deepEqual([yield* Task.await(tasks[0]!), yield* Task.await(tasks[1]!)], ["a", "b"]);
    assert.equal(Process.cancelTimer(timer), 700);
  }),
);

test(
  "a body may give an operation, and may wait for a promise through the bridge",
  inProcess(function* () {
    const agent = yield* Agent.startLink(() => 5);
    assert.equal(yield* Task.await(Task.async(() => Agent.get(agent, (n: number) => n))), 5);
    assert.equal(yield* Task.await(Task.async(() => fromPromise(Promise.resolve(6)))), 6);
  }),
);

test(
  "an async function is refused, with what to write",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const error = yield* caught(() => Task.await(Task.async(() => Promise.resolve(1))));
    assert.match(String(error.reason[0]), /fromPromise/);
  }),
);

test(
  "only the owner may await a task",
  inProcess(function* () {
    const task = Task.async(() => 1);
    const me = self();
    spawn(function* () {
      send(me, (yield* caught(() => Task.yield(task))).message);
    });
    assert.match(
      yield* receive<string>((message) => typeof message === "string"),
      /started by <.*>, which alone gets its reply/,
    );
    assert.equal(yield* Task.await(task), 1);
    assert.throws(() => Task.await({} as never), { name: "ArgumentError", message: /a task, got/ });
  }),
);

test(
  "completed is done at once",
  inProcess(function* () {
    const task = Task.completed("x");
    assert.equal(yield* Task.await(task), "x");
    assert.deepEqual(yield* Task.awaitMany([Task.completed(1), Task.async(() => 2)]), [1, 2]);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "shutdown gives a result that had come, and otherwise stops the task without harm to its owner",
  inProcess(function* () {
    const done = Task.async(() => "done");
    yield* Process.sleep(1);
    assert.deepEqual(yield* Task.shutdown(done), ["ok", "done"]);
    const waiting = Task.async(() => Process.sleep("infinity"));
    assert.equal(yield* Task.shutdown(waiting), undefined);
    assert.equal(
      yield* Task.shutdown(
        Task.async(() => Process.sleep("infinity")),
        "brutal_kill",
      ),
      undefined,
    );
    assert.equal(Process.alive(waiting.pid), false);
    assert.deepEqual(yield* mailbox(), []);
    assert.deepEqual(Process.info(self(), "monitors"), ["monitors", []]);
  }),
);

test(
  "shutdown kills a task that does not stop in time",
  inProcess(function* () {
    const task = Task.async(function* () {
      Process.flag("trap_exit", true);
      for (;;) yield* receive();
    });
    yield* Process.sleep(1);
    assert.deepEqual(yield* Task.shutdown(task, 50), ["exit", "killed"]);
  }),
);

test(
  "ignore lets a task go on without its owner",
  inProcess(function* () {
    const task = Task.async(() => after(100, exit));
    assert.equal(yield* Task.ignore(task), undefined);
    yield* Process.sleep(200);
    assert.deepEqual(yield* mailbox(), []);
    assert.equal(Process.alive(task.pid), false);
  }),
);

test(
  "yieldMany can stop what is not done",
  inProcess(function* () {
    const tasks = [Task.async(() => after(0, 1)), Task.async(() => after(1e6, 2))];
    const results = yield* Task.yieldMany(tasks, { timeout: 10, onTimeout: "kill_task" });
    assert.deepEqual(
      results.map(([task, result]) => [tasks.indexOf(task), result]),
      [
        [0, ["ok", 1]],
        [1, undefined],
      ],
    );
    assert.equal(Process.alive(tasks[1]!.pid), false);
  }),
);

test(
  "start and startLink run something for what it does",
  inProcess(function* () {
    const me = self();
    Process.unlink(Task.startLink(() => send(me, "linked")));
    assert.equal(yield* receive(), "linked");
    Task.start(() => exit("nobody notices"));
    yield* Process.sleep(10);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "a task is a child that is not started again",
  inProcess(function* () {
    const me = self();
    const pid = yield* Supervisor.startLink([[Task, () => send(me, "ran")]], { strategy: "one_for_one" });
    assert.equal(yield* receive(), "ran");
    yield* Process.sleep(10);
    assert.deepEqual(yield* Supervisor.whichChildren(pid), []);
  }),
);

test("a failed task is reported once, in Elixir's words", async () => {
  const { output } = await run(function* () {
    Process.flag("trap_exit", true);
    yield* Task.yield(Task.async(() => exit("oops")));
    yield* Task.yield(Task.async(() => exit("shutdown")));
  });
  assert.equal(output.length, 1);
  assert.match(
    output[0]!,
    /^\[error\] Task <0\.\d+\.0> started from <0\.\d+\.0> terminating\n\*\* \(stop\) "oops"\nFunction: /,
  );
});

test("the report of a task names its label", async () => {
  const { output } = await run(function* () {
    Process.flag("trap_exit", true);
    const label = () => void Process.setLabel("the baker");
    yield* Task.yield(Task.async(() => (label(), exit("oops"))));
  });
  assert.match(output[0]!, /terminating\n\*\* \(stop\) "oops"\nProcess Label: "the baker"\nFunction: /);
});

test(
  "a stream keeps no more tasks than it may, gives results in order, and can be consumed again",
  inProcess(function* () {
    let running = 0;
    let most = 0;
    function* work(ms: number): Steps<number> {
      most = Math.max(most, ++running);
      yield* Process.sleep(ms);
      running -= 1;
      return ms;
    }
    const stream = Task.asyncStream([30, 10, 20, 5, 1], work, { maxConcurrency: 2 });
    const inOrder = [30, 10, 20, 5, 1].map((ms) => ["ok", ms]);
    assert.deepEqual(yield* stream.toArray(), inOrder);
    assert.equal(most, 2);
    assert.deepEqual(yield* stream.toArray(), inOrder);
    const unordered = Task.asyncStream([30, 10, 20], work, { ordered: false });
    assert.deepEqual(yield* unordered.toArray(), [
      ["ok", 10],
      ["ok", 20],
      ["ok", 30],
    ]);
    const seen: unknown[] = [];
    yield* Task.asyncStream([1, 2], work).forEach((result) => seen.push(result));
    assert.deepEqual(seen, [
      ["ok", 1],
      ["ok", 2],
    ]);
  }),
);

test(
  "a consumer that traps exits gets failures as results, and nothing else",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const half = (n: number): number => (n % 2 === 0 ? n / 2 : exit("odd"));
    assert.deepEqual(yield* Task.asyncStream([2, 3, 4], half).toArray(), [
      ["ok", 1],
      ["exit", "odd"],
      ["ok", 2],
    ]);
    const zipped = Task.asyncStream([3], half, { zipInputOnExit: true });
    assert.deepEqual(yield* zipped.toArray(), [["exit", [3, "odd"]]]);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "inputs may be endless, and are closed when the consumer has enough",
  inProcess(function* () {
    let closed = false;
    function* numbers() {
      try {
        for (let n = 1; ; n++) yield n;
      } finally {
        closed = true;
      }
    }
    assert.deepEqual(yield* Task.asyncStream(numbers(), (n) => n * n).take(3), [
      ["ok", 1],
      ["ok", 4],
      ["ok", 9],
    ]);
    assert.equal(closed, true);
    assert.deepEqual(yield* Task.asyncStream(numbers(), (n) => n).take(0), []);
    yield* Process.sleep(1);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test("wrong options of a stream are refused", () => {
  const stream = Task.asyncStream as (...args: unknown[]) => unknown;
  const body = () => 1;
  for (const [args, message] of [
    [[5, body], /something to iterate over, got 5/],
    [[[1], "x"], /a function/],
    [[[1], body, { maxConcurrency: 0 }], /from 1, got 0/],
    [[[1], body, { timeout: -1 }], /milliseconds/],
    [[[1], body, { onTimeout: "wait" }], /"kill_task"/],
    [[[1], body, { ordered: "no" }], /`ordered`: true or false, got "no"/],
    [[[1], body, { zipInputOnExit: 1 }], /`zipInputOnExit`: true or false, got 1/],
  ] as const) {
    assert.throws(() => stream(...args), { name: "ArgumentError", message });
  }
  assert.throws(() => Task.asyncStream([1], body).take(1.5), /a whole number of results, got 1.5/);
  assert.throws(() => Task.asyncStream([1], body).forEach(1 as never), /a function of a result, got 1/);
});

test(
  "a supervised task that fails takes its owner with it only if it is linked",
  inProcess(function* () {
    const pid = yield* Task.Supervisor.startLink();
    const free = yield* Task.Supervisor.asyncNolink(pid, () => exit("oops"));
    assert.deepEqual(yield* Task.yield(free), ["exit", "oops"]);
    Process.flag("trap_exit", true);
    const linked = yield* Task.Supervisor.async(pid, () => exit("oops"));
    const error = yield* caught(() => Task.await(linked));
    assert.ok(error instanceof Exit);
    assert.deepEqual(yield* mailbox(), [["EXIT", linked.pid, "oops"]]);
    assert.ok(Process.alive(pid), "the supervisor is not touched");
  }),
);

test(
  "a supervised task belongs to the supervisor: it stops with it",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const pid = yield* Task.Supervisor.startLink();
    const task = yield* Task.Supervisor.asyncNolink(pid, () => Process.sleep("infinity"));
    assert.deepEqual(yield* Task.Supervisor.children(pid), [task.pid]);
    yield* GenServer.stop(pid);
    assert.deepEqual(yield* Task.yield(task), ["exit", "shutdown"]);
  }),
);

test(
  "a supervised task whose owner has died does not begin",
  inProcess(function* () {
    const pid = yield* Task.Supervisor.startLink();
    let began = false;
    const owner = spawn(function* () {
      yield* Task.Supervisor.async(pid, function* () {
        began = true;
      });
    });
    Process.exit(owner, "kill");
    yield* Process.sleep(10);
    assert.deepEqual(yield* Task.Supervisor.children(pid), []);
    assert.equal(began, false);
  }),
);

test(
  "a stream may run under a supervisor",
  inProcess(function* () {
    const pid = yield* Task.Supervisor.startLink();
    const seen: Pid[] = [];
    function* work(n: number): Steps<number> {
      seen.push(...(yield* Task.Supervisor.children(pid)));
      return n * 2;
    }
    assert.deepEqual(yield* Task.Supervisor.asyncStream(pid, [1, 2], work).toArray(), [
      ["ok", 2],
      ["ok", 4],
    ]);
    assert.ok(seen.length > 0);
    const odd = (): number => exit("odd");
    assert.deepEqual(yield* Task.Supervisor.asyncStreamNolink(pid, [1], odd).toArray(), [["exit", "odd"]]);
  }),
);
