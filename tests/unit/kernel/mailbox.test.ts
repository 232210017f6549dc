/** The mailbox against a naive one, and the promise not to look twice at what was refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Mailbox, NOTHING } from "../../../src/beamish/kernel/mailbox.ts";
import { holds } from "../../support/property.ts";

/** What the mailbox must do, in the most obvious way. */
class NaiveMailbox {
  readonly messages: number[] = [];
  take(accepts: (message: number) => boolean): number | typeof NOTHING {
    const at = this.messages.findIndex(accepts);
    return at < 0 ? NOTHING : this.messages.splice(at, 1)[0]!;
  }
}

const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("push" as const), n: fc.nat(20) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("shift" as const), n: fc.nat(20) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("take" as const), n: fc.integer({ min: 1, max: 6 }) }),
  },
);

test("any sequence of sends and receives gives what a naive mailbox gives", async () => {
  await holds(
    fc.property(fc.array(command, { maxLength: 300 }), (commands) => {
      const mailbox = new Mailbox<number>();
      const naive = new NaiveMailbox();
      for (const { kind, n } of commands) {
        const accepts = (message: unknown) => (message as number) % n === 0;
        if (kind === "push") {
          mailbox.push(n);
          naive.messages.push(n);
        } else if (kind === "shift") {
          if (naive.messages.length > 0) assert.equal(mailbox.shift(), naive.messages.shift());
        } else {
          assert.equal(mailbox.take({ accepts }, 0), naive.take(accepts));
        }
        assert.equal(mailbox.length, naive.messages.length);
      }
      assert.deepEqual(mailbox.toArray(), naive.messages);
    }),
  );
});

type Move =
  | readonly ["push" | "wait", n: number]
  /** To ask is to wait for an answer: only what comes from now on can be it. */
  | readonly ["ask" | "answer" | "giveUp"];

const moves = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constant("push" as const), fc.nat(30)) },
    { weight: 2, arbitrary: fc.tuple(fc.constant("wait" as const), fc.integer({ min: 2, max: 7 })) },
    { weight: 1, arbitrary: fc.constant(["ask"] as const) },
    { weight: 1, arbitrary: fc.constantFrom(["answer"] as const, ["giveUp"] as const) },
  ) as fc.Arbitrary<Move>,
  { maxLength: 200 },
);

/** A receive that waits: it counts how often it looks. */
class Waiting {
  readonly accepts: (message: unknown) => boolean;
  readonly wants: (message: number) => boolean;
  readonly skip: number;
  looks = 0;

  constructor(wants: (message: number) => boolean, skip: number) {
    this.wants = wants;
    this.skip = skip;
    this.accepts = (message) => {
      this.looks++;
      return wants(message as number);
    };
  }
}

test("a receive that waits while messages come takes the first that it accepts, and looks at each once", async () => {
  await holds(
    fc.property(moves, (all) => {
      const mailbox = new Mailbox<number>();
      const naive = new NaiveMailbox();
      let waiting: Waiting | undefined;
      let answers = 0;
      for (const [what, n] of all) {
        if (what === "push" || what === "answer") {
          const message = what === "push" ? n! : 1000 + answers;
          mailbox.push(message);
          naive.messages.push(message);
        } else if (what === "giveUp") waiting = undefined;
        else if (what === "wait") waiting = new Waiting((message) => message % n! === 0, 0);
        else {
          const answer = 1000 + ++answers;
          waiting = new Waiting((message) => message === answer, naive.messages.length);
        }
        if (waiting !== undefined) {
          const there = naive.messages.length;
          const taken = mailbox.take(waiting, waiting.skip);
          assert.equal(taken, naive.take(waiting.wants));
          assert.ok(waiting.looks <= there - waiting.skip, "no message is looked at twice");
          if (taken !== NOTHING) waiting = undefined;
        }
        assert.deepEqual(mailbox.toArray(), naive.messages);
      }
    }),
  );
});

test("a receive that waits never looks again at a message it has refused", () => {
  const mailbox = new Mailbox<number>();
  const looked: number[] = [];
  const receiver = {
    accepts(message: unknown) {
      looked.push(message as number);
      return message === 3;
    },
  };
  for (const n of [1, 2, 3, 4]) {
    mailbox.push(n);
    if (n < 3) assert.equal(mailbox.take(receiver, 0), NOTHING);
  }
  assert.equal(mailbox.take(receiver, 0), 3);
  assert.deepEqual(looked, [1, 2, 3]);
  assert.deepEqual(mailbox.toArray(), [1, 2, 4]);
});

test("messages that cannot match are skipped, however many there are", () => {
  const mailbox = new Mailbox<number>();
  for (let n = 0; n < 100_000; n++) mailbox.push(n);
  mailbox.push(-1);
  let looks = 0;
  const accepts = (message: unknown) => {
    looks++;
    return message === -1;
  };
  assert.equal(mailbox.take({ accepts }, 100_000), -1);
  assert.equal(looks, 1);
});

test("after a burst the ring is given back, and goes on working", () => {
  const mailbox = new Mailbox<number>();
  for (let round = 0; round < 3; round++) {
    for (let n = 0; n < 5_000; n++) mailbox.push(n);
    for (let n = 0; n < 5_000; n++) assert.equal(mailbox.shift(), n);
    mailbox.push(7);
    assert.equal(mailbox.shift(), 7);
  }
});
