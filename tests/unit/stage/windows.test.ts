import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, receive, self, send, spawnLink, type Pid, type Steps } from "beamish";
import { Flow, GenStage } from "beamish/stage";
import { inProcess } from "../supervision/run.ts";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

/** The sums of windows, with the trigger of each. */
function* sums(window: Flow.Window.Window<number>, numbers: Iterable<number> = upTo(5)): Steps<unknown[]> {
  return yield* Flow.fromEnumerable(numbers, { stages: 1, window })
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
  }),
);

test(
  "windows of the events' own time, and events that are late",
  inProcess(function* () {
    const window = Window.fixed(10, (n: number) => n);
    assert.deepEqual(yield* sums(window, [1, 12, 3, 15, 31]), [
      ["fixed", 0, "done", 1],
      ["fixed", 10, "done", 27],
      ["fixed", 30, "done", 31],
    ]);
    assert.deepEqual(yield* sums(window.allowedLateness(1000), [1, 12, 3, 31]), [
      ["fixed", 0, "watermark", 1],
      ["fixed", 10, "watermark", 12],
      ["fixed", 0, "done", 4],
      ["fixed", 10, "done", 12],
      ["fixed", 30, "done", 31],
    ]);
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
});
