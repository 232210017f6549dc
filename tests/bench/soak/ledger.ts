/**
 * What must become of every message, by OTP's rules: one to a living process is handled, in the order of sending, unless
 * that process dies first; one to a name that nobody has is dropped. Kept beside the run, and compared with it.
 */
import type { Pid } from "beamish";

/** One life of a worker: until it crashes, and its supervisor starts another. */
export class Incarnation {
  readonly pid: Pid;
  /** Messages that were sent to it while it lived. */
  accepted = 0;
  handled = 0;
  isAlive = true;

  constructor(pid: Pid) {
    this.pid = pid;
  }
}

export class Ledger {
  /** All messages sent; each of them was handled, or lost in the mailbox of one that died, or dropped. */
  sent = 0;
  handled = 0;
  lost = 0;
  dropped = 0;
  crashes = 0;
  answered = 0;
  /** Calls whose server died before it answered, or was not there. */
  failed = 0;
  /** What should never have happened. */
  readonly faults: string[] = [];
  readonly #current: (Incarnation | undefined)[] = [];

  /** A worker has been started. */
  born(index: number, pid: Pid): Incarnation {
    if (this.living(index) !== undefined) this.fault(`worker ${index} was started while it lived`);
    return (this.#current[index] = new Incarnation(pid));
  }

  living(index: number): Incarnation | undefined {
    const incarnation = this.#current[index];
    return incarnation?.isAlive === true ? incarnation : undefined;
  }

  /** A message is about to be sent. Returns its number among those that this incarnation will have got. */
  sending(index: number): number {
    this.sent += 1;
    const incarnation = this.living(index);
    if (incarnation !== undefined) return incarnation.accepted++;
    this.dropped += 1;
    return -1;
  }

  /** A worker handles a message: it must be the next one that was sent to it. */
  handling(incarnation: Incarnation, number: number): void {
    if (number !== incarnation.handled)
      this.fault(`${incarnation.pid} got message ${number} in place of ${incarnation.handled}`);
    incarnation.handled += 1;
    this.handled += 1;
  }

  /** A worker ends now: what is left in its mailbox is lost. */
  dying(incarnation: Incarnation): void {
    incarnation.isAlive = false;
    this.lost += incarnation.accepted - incarnation.handled;
    this.crashes += 1;
  }

  fault(text: string): void {
    if (this.faults.length < 20) this.faults.push(text);
  }

  /** When nothing runs any more: no worker may have a message that it has not handled. */
  settle(): void {
    this.#current.forEach((incarnation, index) => {
      if (incarnation?.isAlive !== true) this.fault(`worker ${index} was not started again`);
      else if (incarnation.accepted !== incarnation.handled)
        this.fault(`worker ${index} has handled ${incarnation.handled} of ${incarnation.accepted} messages`);
    });
    const known = this.handled + this.lost + this.dropped;
    if (known !== this.sent) this.fault(`${this.sent} messages were sent, ${known} are accounted for`);
  }
}
