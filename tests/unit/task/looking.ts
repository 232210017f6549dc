/** What tests of tasks look at: errors, and what is left in the mailbox. */
import { Process, receive, type Op, type Steps, type Term } from "beamish";

/** A value that takes a while, in ms. */
export function* after<T>(ms: number, value: T): Steps<T> {
  yield* Process.sleep(ms);
  return value;
}

/** What an operation throws. */
export function* caught(act: () => Op<unknown>): Steps<Error & { reason?: Term }> {
  try {
    yield* act();
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error("nothing was thrown");
}

/** Everything in the mailbox. */
export function* mailbox(): Steps<unknown[]> {
  const messages: unknown[] = [];
  for (;;) {
    const message: unknown = yield* receive(undefined, { after: 0, else: () => mailbox });
    if (message === mailbox) return messages;
    messages.push(message);
  }
}
