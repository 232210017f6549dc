/** What each way of asking a task gives, for each way in which it can have gone: tables. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, Task, exit, makeRef, node, receive, self, send, spawn, spawnMonitor } from "beamish";
import type { Op, Pid, Steps, Term } from "beamish";
import { inProcess } from "../supervision/run.ts";
import { caught, mailbox } from "./looking.ts";

/** A task that has ended, for whatever reason: its end was told already, and is told again by the test. */
function* deadTask(reason: string): Steps<Task.Handle<string>> {
  const [pid, ref] = spawnMonitor(() => exit(reason));
  yield* receive(["DOWN", ref]);
  return { owner: self(), pid, ref };
}

/** A task of which nothing is known but what the test sends. */
const unknownTask = (): Task.Handle<string> => ({ owner: self(), pid: spawn(() => 0), ref: makeRef() });
const reply = ({ ref }: Task.Handle) => send(self(), [ref, "result"]);
const down = ({ ref, pid }: Task.Handle, reason: string) =>
  send(self(), ["DOWN", ref, "process", pid, reason]);

/** A task that is started and ends on its own. */
const ENDS: Readonly<Record<string, readonly [body: () => never, reason: Term]>> = {
  "exit normal": [() => exit("normal"), "normal"],
  exit: [() => exit("unknown"), "unknown"],
  error: [
    () => {
      throw new TypeError("oops");
    },
    TypeError,
  ],
  "calling what is not there": [() => (undefined as unknown as () => never)(), TypeError],
  throw: [
    () => {
      throw "unknown" as unknown as Error;
    },
    ["nocatch", "unknown"],
  ],
};

function isReason(actual: Term, expected: Term): void {
  if (typeof expected === "function") assert.ok(actual instanceof expected);
  else assert.deepEqual(actual, expected);
}

for (const [name, [body, reason]] of Object.entries(ENDS))
  test(
    `await, awaitMany, yield and yieldMany of a task that ends by: ${name}`,
    inProcess(function* () {
      Process.flag("trap_exit", true);
      const awaited = Task.async(body);
      const error = yield* caught(() => Task.await(awaited));
      assert.equal(error.name, "Exit");
      isReason(error.reason[0], reason);
      assert.deepEqual(error.reason[1], ["Task", "await", [awaited, 5000]]);

      const many = [Task.async(() => 1), Task.async(body)];
      const failed = yield* caught(() => Task.awaitMany(many, 100));
      isReason(failed.reason[0], reason);
      assert.deepEqual(failed.reason[1], ["Task", "await_many", [many, 100]]);

      const yielded = (yield* Task.yield(Task.async(body)))!;
      assert.equal(yielded[0], "exit");
      isReason(yielded[1], reason);
      const [[, one] = []] = yield* Task.yieldMany([Task.async(body)]);
      isReason(one![1], reason);
      const left = yield* mailbox();
      assert.ok(left.every((message) => (message as string[])[0] === "EXIT"));
    }),
  );

test(
  "a result that came with an end counts, and the end is not told",
  inProcess(function* () {
    const asks: ((task: Task.Handle<string>) => Op<unknown>)[] = [
      (task) => Task.yield(task, 0),
      (task) => Task.await(task, 0),
      (task) => Task.yieldMany([task], 0),
      (task) => Task.ignore(task),
    ];
    const answers: unknown[] = [];
    for (const ask of asks) {
      const task = unknownTask();
      reply(task);
      down(task, "abnormal");
      const answer = yield* ask(task);
      answers.push(Array.isArray(answer) && Array.isArray(answer[0]) ? answer[0][1] : answer);
    }
    assert.deepEqual(answers, [["ok", "result"], "result", ["ok", "result"], ["ok", "result"]]);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "yieldMany gives what there is, in the order of the tasks",
  inProcess(function* () {
    const tasks = [unknownTask(), unknownTask(), unknownTask()];
    const [first, second, third] = tasks as [Task.Handle, Task.Handle, Task.Handle];
    reply(first);
    down(third, "normal");
    assert.deepEqual(yield* Task.yieldMany(tasks, 0), [
      [first, ["ok", "result"]],
      [second, undefined],
      [third, ["exit", "normal"]],
    ]);
    for (const task of tasks) reply(task);
    const answers = yield* Task.yieldMany(tasks, "infinity");
    assert.deepEqual(
      answers.map(([, answer]) => answer),
      tasks.map(() => ["ok", "result"]),
    );
  }),
);

test(
  "yieldMany may wait for some only, and a task that is listed twice has one result",
  inProcess(function* () {
    const quick = Task.async(() => 1);
    const slow = Task.async(() => Process.sleep("infinity"));
    const limited = yield* Task.yieldMany([slow, quick], { limit: 1, timeout: "infinity" });
    assert.deepEqual(
      limited.map(([, result]) => result),
      [undefined, ["ok", 1]],
    );
    const ignored = yield* Task.yieldMany([slow], { timeout: 0, onTimeout: "ignore" });
    assert.deepEqual(ignored, [[slow, undefined]]);
    assert.ok(Process.alive(slow.pid));
    Process.exit(slow.pid, "kill");
    const twice = Task.async(() => 2);
    const both = yield* Task.yieldMany([twice, twice], 10);
    assert.deepEqual(
      both.map(([, result]) => result),
      [["ok", 2], undefined],
    );
    const again = Task.async(() => 3);
    assert.deepEqual(yield* Task.awaitMany([again, again]), [3, 3]);
    assert.deepEqual(yield* Task.awaitMany([]), []);
  }),
);

/** What was told before `shutdown` was called, and what it gives: asked, and with `"brutal_kill"`. */
const SHUTDOWN: readonly (readonly [told: string, hasReply: boolean, asked: Term, killed: Term])[] = [
  ["abnormal", true, ["ok", "result"], ["ok", "result"]],
  ["normal", true, ["ok", "result"], ["ok", "result"]],
  ["shutdown", true, ["ok", "result"], ["ok", "result"]],
  ["abnormal", false, ["exit", "abnormal"], ["exit", "abnormal"]],
  ["normal", false, ["exit", "normal"], ["exit", "normal"]],
  ["shutdown", false, undefined, ["exit", "shutdown"]],
  ["killed", false, ["exit", "killed"], undefined],
];

for (const [told, hasReply, asked, killed] of SHUTDOWN)
  test(
    `shutdown of a task that has ended with ${told}${hasReply ? " and has replied" : ""}`,
    inProcess(function* () {
      for (const [how, expected] of [
        [5000, asked],
        ["brutal_kill", killed],
      ] as const) {
        const task = yield* deadTask(told);
        if (hasReply) reply(task);
        down(task, told);
        assert.deepEqual(yield* Task.shutdown(task, how), expected);
        assert.deepEqual(yield* mailbox(), []);
      }
    }),
  );

test(
  "shutdown of a task whose end was taken before knows nothing, and does not wait",
  inProcess(function* () {
    for (const how of [5000, "brutal_kill"] as const) {
      const task = Task.async(() => 1);
      assert.equal(yield* Task.await(task), 1);
      assert.deepEqual(yield* Task.shutdown(task, how), ["exit", "noproc"]);
    }
  }),
);

test(
  "shutdown kills at once, or after its time a task that does not stop",
  inProcess(function* () {
    const stubborn = () =>
      Task.async(function* () {
        Process.flag("trap_exit", true);
        for (;;) yield* receive();
      });
    const [first, second] = [stubborn(), stubborn()];
    yield* Process.sleep(1);
    assert.equal(yield* Task.shutdown(first, "brutal_kill"), undefined);
    assert.deepEqual(yield* Task.shutdown(second, 1), ["exit", "killed"]);
    assert.equal(yield* Task.shutdown(Task.async(() => Process.sleep("infinity"))), undefined);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "a lost node is an exit of whoever asks, with its name",
  inProcess(function* () {
    const asks: readonly (readonly [string, (task: Task.Handle) => Op<unknown>])[] = [
      ["await", (task) => Task.await(task)],
      ["await_many", (task) => Task.awaitMany([task])],
      ["yield", (task) => Task.yield(task)],
      ["yield_many", (task) => Task.yieldMany([task])],
      ["ignore", (task) => Task.ignore(task)],
      ["shutdown", (task) => Task.shutdown(task)],
    ];
    for (const [name, ask] of asks) {
      const task = yield* deadTask("noconnection");
      down(task, "noconnection");
      const error = yield* caught(() => ask(task));
      assert.deepEqual(error.reason[0], ["nodedown", node()]);
      assert.deepEqual(error.reason[1].slice(0, 2), ["Task", name]);
    }
    const named = unknownTask();
    send(self(), ["DOWN", named.ref, "process", ["server", "far@away"], "noconnection"]);
    assert.deepEqual((yield* caught(() => Task.await(named))).reason[0], ["nodedown", "far@away"]);
  }),
);

test(
  "await that was in vain wants neither reply nor end any more",
  inProcess(function* () {
    const task = Task.async(function* () {
      yield* receive();
      return "late";
    });
    const error = yield* caught(() => Task.await(task, 0));
    assert.deepEqual(error.reason, ["timeout", ["Task", "await", [task, 0]]]);
    const monitor = Process.monitor(task.pid);
    send(task.pid, "go");
    yield* receive(["DOWN", monitor]);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "nobody but the owner may ask, and what has no process cannot be stopped",
  inProcess(function* () {
    const me = self();
    spawn(() =>
      send(
        me,
        Task.async(() => undefined),
      ),
    );
    const foreign = yield* receive<Task.Handle>();
    const refused = { name: "ArgumentError", message: /a task of the calling process.*started by <.*>/ };
    for (const ask of [Task.await, Task.yield, Task.shutdown, Task.ignore])
      assert.throws(() => ask(foreign), refused);
    assert.throws(() => Task.awaitMany([foreign]), refused);
    assert.throws(() => Task.yieldMany([foreign]), refused);
    const done = Task.completed(1);
    for (const ask of [Task.shutdown, Task.ignore])
      assert.throws(() => ask(done as unknown as Task.Handle), {
        name: "ArgumentError",
        message: /a task that has a process/,
      });
    assert.deepEqual(yield* Task.yield(done), ["ok", 1]);
    assert.equal(yield* Task.yield(done, 0), undefined);
  }),
);

test(
  "wrong arguments say what was expected",
  inProcess(function* () {
    const task = Task.async(() => 1);
    const cases: readonly (readonly [() => unknown, RegExp])[] = [
      [() => Task.async(5 as never), /Task.async: expected a function or a generator function, got 5/],
      [() => Task.start(undefined as never), /Task.start: expected a function/],
      [() => Task.startLink("x" as never), /Task.startLink: expected a function/],
      [() => Task.await(1 as never), /Task.await: expected a task, got 1/],
      [() => Task.await(task, -1), /Task.await: expected a number of milliseconds.*got -1/],
      [() => Task.yield(task, "soon" as never), /Task.yield: expected a number of milliseconds/],
      [() => Task.awaitMany(task as never), /Task.awaitMany: expected a list of tasks/],
      [() => Task.awaitMany([1 as never]), /Task.awaitMany: expected a task, got 1/],
      [() => Task.yieldMany([task], { limit: 0 }), /`limit`: a whole number from 1, got 0/],
      [() => Task.yieldMany([task], { onTimeout: "wait" as never }), /"nothing", "ignore" or "kill_task"/],
      [() => Task.shutdown(task, -5), /Task.shutdown: expected a number of milliseconds/],
    ];
    for (const [act, message] of cases) assert.throws(act, { name: "ArgumentError", message });
    assert.equal(yield* Task.await(task), 1);
  }),
);

test(
  "a task knows on whose behalf it runs",
  inProcess(function* () {
    const grandparent = self();
    const callers = () => Process.get<Pid[]>("$callers");
    const starts: ((body: () => unknown) => unknown)[] = [Task.async, Task.startLink, Task.start];
    for (const start of starts) {
      start(() => {
        const parent = self();
        send(grandparent, [callers(), [grandparent]]);
        start(() => send(grandparent, [callers(), [parent, grandparent]]));
      });
      for (let i = 0; i < 2; i++) {
        const [actual, expected] = yield* receive<[Pid[], Pid[]]>((message) => Array.isArray(message?.[0]));
        assert.deepEqual(actual, expected);
      }
    }
  }),
);

test(
  "async is linked and monitored, start is not",
  inProcess(function* () {
    const wait = () => receive(["go"]);
    const links = () => Process.info(self(), "links")![1] as Pid[];
    const [async, linked, free] = [Task.async(wait), Task.startLink(wait), Task.start(wait)];
    assert.deepEqual(
      [async.pid, linked, free].map((pid) => links().includes(pid)),
      [true, true, false],
    );
    send(async.pid, ["go"]);
    assert.deepEqual(yield* receive([async.ref]), [async.ref, ["go"]]);
    assert.deepEqual((yield* receive<unknown[]>(["DOWN", async.ref])).slice(4), ["normal"]);
  }),
);
