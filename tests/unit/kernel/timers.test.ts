/** The timer queue against a sorted list. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { TimerQueue, UNSET, type Deferred } from "../../../src/beamish/kernel/timers.ts";

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

test("timers fire by deadline, then in the order in which they were set; cancelled ones never", () => {
  const timer = fc.record({ deadline: fc.nat(50), isCancelled: fc.boolean() });
  fc.assert(
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
