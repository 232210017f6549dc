/** Time, and the few things the runtime asks of its host. No other module touches a host global, except to print. */

/** A source of time. Times are milliseconds since the clock was made. */
export interface Clock {
  now(): number;
  /** Milliseconds since 1970, for `System.systemTime`. */
  systemTime(): number;
  /** Calls `ring` once, when `deadline` has come or later. A second alarm replaces the first; `Infinity` removes it. */
  setAlarm(deadline: number, ring: () => void): void;
}

/** The host's clock. */
export class SystemClock implements Clock {
  readonly #start = performance.now();
  #alarm: ReturnType<typeof setTimeout> | undefined;

  now(): number {
    return performance.now() - this.#start;
  }

  systemTime(): number {
    return Date.now();
  }

  setAlarm(deadline: number, ring: () => void): void {
    clearTimeout(this.#alarm);
    if (deadline === Infinity) return;
    const delay = Math.min(LONGEST_TIMEOUT, Math.max(0, Math.ceil(deadline - this.now())));
    this.#alarm = setTimeout(ring, delay);
  }
}

/** A host timer longer than this fires at once; a clock that rings too early is simply set again. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

/**
 * A clock that stands still while anything can run, and then jumps to the next alarm: an hour takes no time. Processes that
 * never rest cannot hold it for ever: it ticks each time that they have used up a slice.
 */
export class VirtualClock implements Clock {
  #now = 0;
  #deadline = Infinity;
  #ring: () => void = () => undefined;

  now(): number {
    return this.#now;
  }

  /** Virtual time starts on 1 January 2025. */
  systemTime(): number {
    return VIRTUAL_EPOCH + this.#now;
  }

  setAlarm(deadline: number, ring: () => void): void {
    this.#deadline = deadline;
    this.#ring = ring;
  }

  /** A millisecond of work has passed. */
  tick(): void {
    this.#now++;
  }

  /** Jumps to the alarm, if one is set, and rings it. The scheduler calls this when nothing is runnable. */
  jump(): void {
    if (this.#deadline === Infinity) return;
    this.#now = Math.max(this.#now, this.#deadline);
    this.#deadline = Infinity;
    this.#ring();
  }
}

const VIRTUAL_EPOCH = Date.UTC(2025, 0, 1);

/** Gives the host's event loop a turn and then calls `resume`. Never `setTimeout(0)`, which waits for 1 to 4 ms. */
export const yieldToHost: (resume: () => void) => void =
  typeof setImmediate === "function" ? (resume) => void setImmediate(resume) : throughMessageChannel();

/** Gives the host 5 ms for work of its own, such as what a promise stands for. */
export const letHostWork = (resume: () => void): void => void setTimeout(resume, 5);

function throughMessageChannel(): (resume: () => void) => void {
  const waiting: (() => void)[] = [];
  let channel: MessageChannel | undefined;
  return (resume) => {
    if (channel === undefined) {
      channel = new MessageChannel();
      channel.port1.onmessage = () => waiting.shift()?.();
    }
    waiting.push(resume);
    channel.port2.postMessage(undefined);
  };
}
