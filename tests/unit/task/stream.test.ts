/** Streams of tasks: fewer, as many, and more at a time than there are inputs. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, Task, exit, receive, self, send } from "beamish";
import type { Pid, Steps } from "beamish";
import { inProcess } from "../supervision/run.ts";
import { caught, mailbox } from "./looking.ts";

type Results = readonly (readonly ["ok" | "exit", unknown])[];

/** Sleeps for a number of ms, which is its result. */
function* sleep<T extends number | "infinity">(ms: T): Steps<T> {
  yield* Process.sleep(ms);
  return ms;
}
const fail = (n: number): number => exit(n);
const oks = (...values: number[]): Results => values.map((value) => ["ok", value] as const);
const exits = (...values: number[]): Results => values.map((value) => ["exit", value] as const);

/** `from`, `from + 1` ... or downwards; says when it is closed. */
function* range(from: number, to: number, onEnd: () => void = () => undefined): Generator<number> {
  try {
    for (let n = from; from <= to ? n <= to : n >= to; n += from <= to ? 1 : -1) yield n;
  } finally {
    onEnd();
  }
}

/** Inputs, what is done with them, how many results are taken, and the results. */
const CASES: Readonly<
  Record<string, readonly [I: () => Iterable<number>, typeof fail | typeof sleep, number, Results]>
> = {
  "values in order": [() => range(1, 4), sleep, Infinity, oks(1, 2, 3, 4)],
  "the slowest first": [() => range(4, 1), sleep, Infinity, oks(4, 3, 2, 1)],
  exits: [() => range(1, 4), fail, Infinity, exits(1, 2, 3, 4)],
  "some of eight": [() => range(1, 8), sleep, 4, oks(1, 2, 3, 4)],
  "some of eight, the slowest first": [() => range(8, 1), sleep, 4, oks(8, 7, 6, 5)],
  "some of eight exits": [() => range(1, 8), fail, 4, exits(1, 2, 3, 4)],
  "inputs that end early": [() => range(1, 8).take(4), sleep, Infinity, oks(1, 2, 3, 4)],
  "inputs that end early, the slowest first": [() => range(8, 1).take(4), sleep, Infinity, oks(8, 7, 6, 5)],
  "inputs that end early, and exits": [() => range(1, 8).take(4), fail, Infinity, exits(1, 2, 3, 4)],
};

for (const maxConcurrency of [1, 2, 4, 8]) {
  for (const [name, [inputs, work, count, expected]] of Object.entries(CASES))
    test(
      `a stream of ${maxConcurrency} at a time: ${name}`,
      inProcess(function* () {
        Process.flag("trap_exit", true);
        const stream = Task.asyncStream(inputs(), work as typeof fail, { maxConcurrency });
        assert.deepEqual(yield* stream.take(count), expected);
        assert.deepEqual(yield* mailbox(), []);
        assert.deepEqual(Process.info(self(), "links"), ["links", []]);
        assert.deepEqual(Process.info(self(), "monitors"), ["monitors", []]);
      }),
    );

  test(
    `a stream of ${maxConcurrency} at a time stops the tasks that nobody wants, and closes its inputs`,
    inProcess(function* () {
      let closed = 0;
      function* inputs(): Generator<number | "infinity"> {
        try {
          yield* [0, "infinity", "infinity", "infinity"] as const;
        } finally {
          closed++;
        }
      }
      assert.deepEqual(yield* Task.asyncStream(inputs(), sleep, { maxConcurrency }).take(1), [["ok", 0]]);
      assert.deepEqual(Process.info(self(), "links"), ["links", []]);
      assert.deepEqual(yield* mailbox(), []);
      const all = range(1, 4, () => closed++);
      yield* Task.asyncStream(all, sleep, { maxConcurrency }).toArray();
      assert.equal(closed, 2);
    }),
  );

  test(
    `two streams of ${maxConcurrency} at a time are consumed side by side`,
    inProcess(function* () {
      const stream = () => Task.asyncStream([1, 2, 3], sleep, { maxConcurrency });
      const [first, second] = [stream(), stream()];
      const pairs: unknown[] = [];
      yield* first.forEach((result) => pairs.push(result));
      yield* second.forEach((result) => pairs.push(result));
      assert.deepEqual(pairs, [...oks(1, 2, 3), ...oks(1, 2, 3)]);
    }),
  );

  test(
    `a stream of ${maxConcurrency} at a time kills what takes too long`,
    inProcess(function* () {
      const options = { maxConcurrency, timeout: 50, onTimeout: "kill_task" } as const;
      assert.deepEqual(yield* Task.asyncStream([100, 1, 100, 1], sleep, options).toArray(), [
        ["exit", "timeout"],
        ["ok", 1],
        ["exit", "timeout"],
        ["ok", 1],
      ]);
      assert.deepEqual(yield* mailbox(), []);
    }),
  );
}

test(
  "without order, a result comes when it is there",
  inProcess(function* () {
    const inputs = [400, 300, 200, 100];
    const one = Task.asyncStream(inputs, sleep, { maxConcurrency: 1, ordered: false });
    assert.deepEqual(yield* one.toArray(), oks(...inputs));
    const four = Task.asyncStream(inputs, sleep, { maxConcurrency: 4, ordered: false });
    assert.deepEqual(yield* four.toArray(), oks(100, 200, 300, 400));
    const killing = { maxConcurrency: 4, ordered: false, onTimeout: "kill_task", timeout: 50 } as const;
    assert.deepEqual(yield* Task.asyncStream([100, 1, 100, 1], sleep, killing).toArray(), [
      ["ok", 1],
      ["ok", 1],
      ["exit", "timeout"],
      ["exit", "timeout"],
    ]);
    assert.deepEqual(yield* mailbox(), []);
  }),
);

test(
  "a task that takes too long is an exit of the consumer, by default",
  inProcess(function* () {
    const error = yield* caught(() =>
      Task.asyncStream(["infinity"] as const, sleep, { timeout: 0 }).toArray(),
    );
    assert.deepEqual(error.reason, ["timeout", ["Task.Supervised", "stream", [0]]]);
    assert.deepEqual(yield* mailbox(), []);
    const endless = Task.asyncStream([10_000], sleep, { timeout: "infinity" });
    assert.deepEqual(yield* endless.toArray(), oks(10_000));
  }),
);

test(
  "an exit may tell its input",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const zipped = { zipInputOnExit: true } as const;
    assert.deepEqual(yield* Task.asyncStream(range(1, 8), fail, zipped).take(2), [
      ["exit", [1, 1]],
      ["exit", [2, 2]],
    ]);
    const late = { ...zipped, onTimeout: "kill_task", timeout: 50 } as const;
    assert.deepEqual(yield* Task.asyncStream([1, 100], sleep, late).toArray(), [
      ["ok", 1],
      ["exit", [100, "timeout"]],
    ]);
  }),
);

test(
  "the tasks of a stream run on behalf of whoever consumes it",
  inProcess(function* () {
    const grandparent = self();
    const callers = () => Process.get<Pid[]>("$callers");
    function* outer(): Steps<void> {
      const parent = self();
      send(grandparent, [callers(), [grandparent]]);
      yield* Task.asyncStream([1], () => send(grandparent, [callers(), [parent, grandparent]])).toArray();
    }
    yield* Task.asyncStream([1], outer).toArray();
    for (let i = 0; i < 2; i++) {
      const [actual, expected] = yield* receive<[Pid[], Pid[]]>();
      assert.deepEqual(actual, expected);
    }
    const stream = Task.asyncStream([1], callers);
    const consumer = Task.async(() => stream.toArray());
    assert.deepEqual(yield* Task.await(consumer), [["ok", [consumer.pid, grandparent]]]);
  }),
);

test(
  "a failure in whoever looks at results, or in the inputs, leaves no task behind",
  inProcess(function* () {
    const looking = Task.asyncStream([0, "infinity"] as const, sleep);
    const visit = () => {
      throw new RangeError("enough");
    };
    assert.equal((yield* caught(() => looking.forEach(visit))).message, "enough");
    function* inputs() {
      yield "infinity" as const;
      throw new RangeError("no more");
    }
    assert.equal((yield* caught(() => Task.asyncStream(inputs(), sleep).toArray())).message, "no more");
    assert.deepEqual(Process.info(self(), "links"), ["links", []]);
    assert.deepEqual(yield* mailbox(), []);
  }),
);
