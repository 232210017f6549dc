import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive, self, send, spawnLink, type Pid, type Steps } from "beamish";
import { Flow, GenStage } from "beamish/stage";
import { simulate } from "beamish/testing";
import { inProcess } from "../supervision/run.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** The sums of windows, with the trigger of each. What is expected of them below is what Elixir's `flow` gives. */
function* sums(
  window: Flow.Window.Window<number>,
  numbers: Iterable<number> = upTo(5),
  maxDemand = 1000,
): Steps<unknown[]> {
  return yield* Flow.fromEnumerable(numbers, { stages: 1, window, maxDemand })
    .reduce(
      () => 0,
      (n, sum) => n + sum,
    )
    .onTrigger((sum, _partition, [type, name, why]) => [[[type, name, why, sum]], sum])
    .toArray();
}

const { Window } = Flow;

test(
  "the global window, with and without a trigger for every two events",
  inProcess(function* () {
    assert.deepEqual(yield* sums(Window.global()), [["global", "global", "done", 15]]);
    assert.deepEqual(yield* sums(Window.global<number>().triggerEvery(2)), [
      ["global", "global", ["every", 2], 3],
      ["global", "global", ["every", 2], 10],
      ["global", "global", "done", 15],
    ]);
  }),
);

test(
  "a window of so many events",
  inProcess(function* () {
    assert.deepEqual(yield* sums(Window.count(2)), [
      ["count", 0, "done", 3],
      ["count", 1, "done", 7],
      ["count", 2, "done", 5],
    ]);
    assert.deepEqual(yield* sums(Window.count(2), [1, 2, 3, 4]), [
      ["count", 0, "done", 3],
      ["count", 1, "done", 7],
      ["count", 2, "done", 0],
    ]);
    assert.deepEqual(yield* sums(Window.count<number>(2).triggerEvery(1), [1, 2, 3]), [
      ["count", 0, ["every", 1], 1],
      ["count", 0, ["every", 1], 3],
      ["count", 0, "done", 3],
      ["count", 1, ["every", 1], 3],
      ["count", 1, "done", 3],
    ]);
  }),
);

test(
  "at the end a window is done even if nothing has come",
  inProcess(function* () {
    assert.deepEqual(yield* sums(Window.global(), []), [["global", "global", "done", 0]]);
    assert.deepEqual(yield* sums(Window.count(3), []), [["count", 0, "done", 0]]);
    assert.deepEqual(yield* sums(Window.periodic(1000), []), [["periodic", 0, "done", 0]]);
    const fixed = Window.fixed(10, (n: number) => n);
    assert.deepEqual(yield* sums(fixed, []), []);
  }),
);

test(
  "windows of the events' own time, and events that are late",
  inProcess(function* () {
    const window = Window.fixed(10, (n: number) => n);
    const rest = [
      ["fixed", 10, "done", 27],
      ["fixed", 20, "done", 0],
      ["fixed", 30, "done", 31],
    ];
    const late = [1, 12, 3, 15, 31];
    assert.deepEqual(
      yield* sums(window, late),
      [["fixed", 0, "done", 4], ...rest],
      "it came with the others",
    );
    assert.deepEqual(yield* sums(window, late, 1), [["fixed", 0, "done", 1], ...rest], "it came too late");
    assert.deepEqual(yield* sums(window, [12, 3, 31]), [
      ["fixed", 10, "done", 12],
      ["fixed", 20, "done", 0],
      ["fixed", 30, "done", 31],
    ]);
    assert.deepEqual(yield* sums(window.allowedLateness(1000), [1, 12, 3, 31], 1), [
      ["fixed", 0, "watermark", 1],
      ["fixed", 10, "watermark", 12],
      ["fixed", 20, "watermark", 0],
      ["fixed", 0, "done", 4],
      ["fixed", 10, "done", 12],
      ["fixed", 20, "done", 0],
      ["fixed", 30, "done", 31],
    ]);
    assert.deepEqual(yield* sums(window.triggerEvery(2), [1, 2, 12, 3, 13, 31]), [
      ["fixed", 0, ["every", 2], 3],
      ["fixed", 10, ["every", 2], 25],
      ["fixed", 0, "done", 6],
      ["fixed", 10, "done", 25],
      ["fixed", 20, "done", 0],
      ["fixed", 30, "done", 31],
    ]);
  }),
);

test(
  "a trigger of one's own wants the state under a name, or lets only some events through",
  inProcess(function* () {
    const negative = Window.global<number>().trigger(
      () => 0,
      (events, seen) => {
        const at = events.findIndex((n) => n < 0) + 1;
        if (at === 0) return ["cont", seen];
        return ["trigger", ["negative", seen + 1], events.slice(0, at), events.slice(at), seen + 1];
      },
    );
    for (const maxDemand of [1000, 1])
      assert.deepEqual(yield* sums(negative, [5, -1, 3, 4, -2], maxDemand), [
        ["global", "global", ["negative", 1], 4],
        ["global", "global", ["negative", 2], 9],
        ["global", "global", "done", 9],
      ]);
    const even = Window.global<number>().trigger(
      () => undefined,
      (events, kept) => ["cont", events.filter((n) => n % 2 === 0), kept],
    );
    assert.deepEqual(yield* sums(even), [["global", "global", "done", 6]]);
    const first = Window.count<number>(3).trigger(
      () => true,
      (events, isFirst) =>
        isFirst && events.length > 0
          ? ["trigger", "first", events.slice(0, 1), events.slice(1), false]
          : ["cont", isFirst],
    );
    assert.deepEqual(yield* sums(first), [
      ["count", 0, "first", 1],
      ["count", 0, "done", 6],
      ["count", 1, "first", 4],
      ["count", 1, "done", 9],
    ]);
  }),
);

test(
  "a message to a stage wants the state of all its windows, also of empty ones between others",
  inProcess(function* () {
    const asking = Flow.fromEnumerable([1, 25, "now"], {
      stages: 1,
      maxDemand: 1,
      window: Window.fixed(10, (n: number | string) => (n === "now" ? 26 : Number(n))).allowedLateness(1000),
    })
      .reduce(
        () => 0,
        (n, count) => {
          if (n === "now") send(self(), ["trigger", "asked"]);
          return count + 1;
        },
      )
      .onTrigger((count, _partition, [, window, why]) => [[[window, why, count]], count]);
    const seen = yield* asking.toArray();
    assert.deepEqual(
      seen.filter((one) => (one as unknown[])[1] === "asked"),
      [
        [0, "asked", 1],
        [10, "asked", 0],
        [20, "asked", 2],
      ],
    );
  }),
);

test(
  "a fixed window waits for the slowest producer",
  inProcess(function* () {
    const window = Window.fixed(10, (n: number) => n);
    const counts = yield* Flow.fromEnumerables([upTo(30), [1, 2]], { stages: 1, window, maxDemand: 4 })
      .reduce(
        () => 0,
        (_n, count) => count + 1,
      )
      .emit("state")
      .toArray();
    assert.deepEqual(counts, [11, 10, 10, 1]);
  }),
);

test(
  "sessions end when nothing has come for long enough",
  inProcess(function* () {
    assert.deepEqual(
      yield* sums(
        Window.session(5, (n: number) => n),
        [1, 4, 9, 20, 22, 40],
      ),
      [
        ["session", 0, "done", 14],
        ["session", 1, "done", 42],
        ["session", 2, "done", 40],
      ],
    );
  }),
);

test(
  "windows and triggers by the clock",
  inProcess(function* () {
    const from = yield* GenStage.start<Pid>({
      init: () => ["producer", undefined],
      handleCall: (events: unknown[], _from: unknown, state: unknown) => ["reply", "ok", events, state],
      handleDemand: (_demand: number, state: unknown) => ["noreply", [], state],
    } as never);
    const listen = function* (window: Flow.Window.Window<number>): Steps<void> {
      const owner = self();
      spawnLink(
        () =>
          Flow.fromStages<number>([from], { stages: 1, window })
            .reduce(
              () => 0,
              (n, sum) => n + sum,
            )
            .onTrigger((sum, _partition, [type, name, why]) => [[[type, name, why, sum] as const], sum])
            .forEach((one) => void send(owner, one))
            [Symbol.iterator]() as never,
      );
      yield* Process.sleep(50);
    };
    yield* listen(Window.periodic<number>(100));
    yield* GenStage.call(from, [1, 2]);
    assert.deepEqual(yield* receive(), ["periodic", 0, "done", 3]);
    yield* GenStage.call(from, [3]);
    assert.deepEqual(yield* receive(), ["periodic", 1, "done", 3]);
    yield* listen(Window.global<number>().triggerPeriodically(100));
    yield* GenStage.call(from, [1, 2]);
    const [, , why] = yield* receive((message) => message[0] === "global");
    assert.deepEqual(why, ["periodically", 100]);
    yield* GenStage.stop(from);
  }),
);

test("wrong windows are refused", () => {
  assert.throws(
    () => Window.count(0),
    /Flow.Window.count: expected a number of events: a whole number from 1, got 0/,
  );
  assert.throws(() => Window.fixed(10, undefined as never), /a function that gives the time of an event/);
  assert.throws(() => Window.periodic(-1), /milliseconds/);
  assert.throws(() => Window.global().triggerEvery(1.5), /triggerEvery/);
  assert.throws(() => Window.global().allowedLateness(10), /expected a fixed window, got "global"/);
  assert.throws(() => Window.global().trigger(1 as never, () => ["cont", 0]), /trigger: expected a function/);
  assert.throws(
    () => Window.count(2).triggerEvery(2).triggerEvery(3),
    /a window without a trigger by events/,
  );
});

test("a window in which nothing is done, or whose functions give something else, is refused", async () => {
  const alone = Flow.fromEnumerable([1], { window: Window.count(2) });
  const refused = async (flow: Flow.Flow<unknown>) => {
    const { reason } = await simulate(() => flow.toArray()[Symbol.iterator]() as never);
    return ((Array.isArray(reason) ? reason[0] : reason) as Error).message;
  };
  assert.match(await refused(alone), /something to be done in the stages that have a window, got "count"/);
  const reduced = (window: Flow.Window.Window<number>) =>
    Flow.fromEnumerable([1], { stages: 1, window }).reduce<number[]>(
      () => [],
      (n, all) => [...all, n],
    );
  const bad = Window.global<number>().trigger(
    () => 0,
    () => "cont" as never,
  );
  assert.match(await refused(reduced(bad)), /a function that returns \["cont", kept\].*got "cont"/s);
  const timeless = Window.fixed<number>(10, () => "noon" as never);
  assert.match(
    await refused(reduced(timeless)),
    /the time of an event: a number of milliseconds, got "noon"/,
  );
});
