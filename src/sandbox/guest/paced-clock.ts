/** Virtual time at a pace that people can follow: it can be slowed down, held, and led to the next timer. */
import { VirtualClock } from "beamish/testing";

/**
 * Stands still while anything can run, as virtual time does. When nothing can, it goes on `pace` times as fast as the
 * wall clock; a pace of 0 holds it, `Infinity` jumps.
 */
export class PacedClock extends VirtualClock {
  #now = 0;
  #pace: number;
  #deadline = Infinity;
  #ring: () => void = () => undefined;
  /** When the wall clock's time began to count; `undefined` while processes run. */
  #since: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(pace: number) {
    super();
    this.#pace = pace;
  }

  override now(): number {
    if (this.#since === undefined || this.#pace === 0) return this.#now;
    return Math.min(this.#deadline, this.#now + (performance.now() - this.#since) * this.#pace);
  }

  override systemTime(): number {
    return super.systemTime() - super.now() + this.now();
  }

  override setAlarm(deadline: number, ring: () => void): void {
    this.#stop();
    this.#deadline = deadline;
    this.#ring = ring;
  }

  override tick(): void {
    this.#now++;
  }

  /** The scheduler has nothing to run. */
  override jump(): void {
    this.#stop();
    if (this.#deadline === Infinity) return;
    if (this.#pace === Infinity) return this.skip();
    this.#since = performance.now();
    if (this.#pace > 0)
      this.#timer = setTimeout(() => this.skip(), (this.#deadline - this.#now) / this.#pace);
  }

  /** How fast time goes from now on. */
  set pace(pace: number) {
    const waits = this.#since !== undefined;
    this.#stop();
    this.#pace = pace;
    if (waits) this.jump();
  }

  /** Goes on to the next timer at once. */
  skip(): void {
    this.#stop();
    if (this.#deadline === Infinity) return;
    this.#now = Math.max(this.#now, this.#deadline);
    this.#deadline = Infinity;
    this.#ring();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#now = this.now();
    this.#since = undefined;
  }
}
