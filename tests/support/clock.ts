/** The host's time for tests in which milliseconds count. */
import type { Clock } from "beamish/testing";

/** Milliseconds that can pass between two looks at the clock, unless everything sleeps. */
const MOST = 1;

/**
 * The host's clock without the time in which the machine was busy with other things. On a machine that stops for a tenth of a
 * second, what was to come after 10 ms and what was to come after 50 ms come together, and OTP itself would print something else.
 */
export class SteadyClock implements Clock {
  #now = 0;
  #seen = performance.now();
  #alarm: ReturnType<typeof setTimeout> | undefined;

  now(): number {
    const seen = performance.now();
    this.#now += Math.min(seen - this.#seen, MOST);
    this.#seen = seen;
    return this.#now;
  }

  systemTime(): number {
    return performance.timeOrigin + this.now();
  }

  setAlarm(deadline: number, ring: () => void): void {
    clearTimeout(this.#alarm);
    if (deadline === Infinity) return;
    this.#alarm = setTimeout(
      () => {
        this.#now = Math.max(this.#now, deadline);
        this.#seen = performance.now();
        ring();
      },
      Math.max(0, deadline - this.now()),
    );
  }
}
