/** The timer queue against a sorted list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TimerQueue, UNSET, type Deferred } from "../../../src/beamish/kernel/timers.ts";
import { holds } from "../../support/property.ts";

class Probe implements Deferred {
  deadline = 0;
  sequence = 0;
  slot = UNSET;
  isListed = false;
  readonly name: number;
  readonly #fired: number[];

  constructor(name: number, fired: number[]) {
    this.name = name;
    this.#fired = fired;
  }

  fire(): void {
    this.#fired.push(this.name);
  }
}

test("timers fire by deadline, then in the order in which they were set; cancelled ones never", async () => {
  const timer = fc.record({ deadline: fc.nat(50), isCancelled: fc.boolean() });
  await holds(
    fc.property(fc.array(timer, { maxLength: 100 }), fc.nat(50), (timers, now) => {
      const queue = new TimerQueue();
      const fired: number[] = [];
      const probes = timers.map(({ deadline }, name) => {
        const probe = new Probe(name, fired);
        queue.set(probe, deadline);
        return probe;
      });
      timers.forEach(({ isCancelled }, name) => isCancelled && queue.cancel(probes[name]!));
      queue.fireDue(now);
      const due = timers
        .map((timer, name) => ({ ...timer, name }))
        .filter(({ deadline, isCancelled }) => !isCancelled && deadline <= now)
        .sort((a, b) => a.deadline - b.deadline || a.name - b.name)
        .map(({ name }) => name);
      assert.deepEqual(fired, due);
      const left = timers.filter(({ deadline, isCancelled }) => !isCancelled && deadline > now);
      assert.equal(queue.size, left.length);
      assert.equal(queue.deadline, Math.min(Infinity, ...left.map(({ deadline }) => deadline)));
    }),
  );
});

type Move =
  | readonly ["set" | "soon", name: number, delay: number]
  | readonly ["cancel", name: number]
  | readonly ["advance", ms: number];

const NAMES = 8;
const name = fc.nat(NAMES - 1);
const moves = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.constantFrom("set" as const, "soon" as const), name, fc.nat(20)) },
    { weight: 1, arbitrary: fc.tuple(fc.constant("cancel" as const), name) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("advance" as const), fc.nat(15)) },
  ) as fc.Arbitrary<Move>,
  { maxLength: 120 },
);

/** A sorted list. */
class NaiveTimers {
  #timers: { readonly name: number; readonly deadline: number }[] = [];

  set(name: number, deadline: number): void {
    this.cancel(name);
    const at = this.#timers.findIndex((timer) => timer.deadline > deadline);
    this.#timers.splice(at < 0 ? this.#timers.length : at, 0, { name, deadline });
  }

  cancel(name: number): void {
    this.#timers = this.#timers.filter((timer) => timer.name !== name);
  }

  /** The first one, if it is due. */
  shift(now: number): number | undefined {
    return this.deadline <= now ? this.#timers.shift()!.name : undefined;
  }

  get deadline(): number {
    return this.#timers[0]?.deadline ?? Infinity;
  }

  get size(): number {
    return this.#timers.length;
  }
}

test("timers that are set, set anew, cancelled, and set others as they fire do as a sorted list does", async () => {
  await holds(
    fc.property(moves, (all) => {
      const queue = new TimerQueue();
      const naive = new NaiveTimers();
      const fired: number[] = [];
      let now = 0;
      const probes = Array.from({ length: NAMES }, (_none, index) => new Probe(index, fired));
      // Each sets the next one as it fires.
      const next = (index: number) => (index + 1) % NAMES;
      for (const [index, probe] of probes.entries())
        probe.fire = () => {
          fired.push(index);
          queue.cancel(probes[next(index)]!);
          queue.set(probes[next(index)]!, now + 3);
        };
      for (const [what, n, delay] of all) {
        if (what === "advance") {
          now += n;
          queue.fireDue(now);
          const expected: number[] = [];
          for (let due = naive.shift(now); due !== undefined; due = naive.shift(now)) {
            expected.push(due);
            naive.set(next(due), now + 3);
          }
          assert.deepEqual(fired.splice(0), expected);
        } else {
          queue.cancel(probes[n]!);
          naive.cancel(n);
          if (what === "cancel") continue;
          naive.set(n, now + delay!);
          if (what === "set") queue.set(probes[n]!, now + delay!);
          else {
            queue.setSoon(probes[n]!, delay!);
            queue.settle({ now: () => now });
          }
        }
        assert.equal(queue.size, naive.size);
        assert.equal(queue.deadline, naive.deadline);
      }
    }),
  );
});

test("a wait that is over before the clock is read costs no look at it", () => {
  const queue = new TimerQueue();
  const probe = new Probe(1, []);
  const clock = { now: () => assert.fail("looked at the clock") };
  queue.setSoon(probe, 5_000);
  assert.equal(queue.size, 1);
  queue.cancel(probe);
  queue.settle(clock);
  assert.equal(queue.size, 0);
});

test("a deferred timer counts from the next reading of the clock, and only its last setting counts", () => {
  const queue = new TimerQueue();
  const fired: number[] = [];
  const probe = new Probe(1, fired);
  queue.setSoon(probe, 10);
  queue.cancel(probe);
  queue.setSoon(probe, 30);
  queue.settle({ now: () => 100 });
  assert.equal(queue.deadline, 130);
  queue.fireDue(129);
  assert.deepEqual(fired, []);
  queue.fireDue(130);
  assert.deepEqual(fired, [1]);
});
