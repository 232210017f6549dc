/** A node that asks at every turn who is next, and whose shared state tells when it is touched. */
import { Node } from "../node/node.ts";
import type { NodeOptions } from "../node/node.ts";
import { Monitor, RUNNABLE } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import type { Ref } from "../term/term.ts";
import { TimerQueue } from "../kernel/timers.ts";
import type { Deferred, Timed } from "../kernel/timers.ts";
import { TURN } from "../kernel/turn.ts";
import type { Witness } from "./witness.ts";

/** What happens next is decided outside. */
export interface Director {
  readonly witness: Witness;
  /** Nothing more is decided: from now on it is first come, first served, in whole turns. */
  readonly isDone: boolean;
  /**
   * Which process has the next turn; `undefined` when the run is over. `goesOn` says that the first one has given way
   * only so that others may have a turn.
   */
  chooseProcess(ready: readonly Process[], goesOn: boolean): Process | undefined;
  /** Which of the timers that are due at the same time fires first; `undefined` when the run is over. */
  chooseTimer(due: readonly Timed[], keyOf: (timer: Timed) => string): Timed | undefined;
  /** A process waits for a promise of the host's. */
  waitsForHost(): void;
}

export class ExploredNode extends Node {
  override readonly names: Names;
  override readonly timers: Timers;
  readonly #director: Director;
  /** When a process came to be runnable: the queue does not keep the order when one is taken out of the middle. */
  readonly #arrivals = new Map<Process, number>();
  /** Undefined while the constructor of `Node` runs. */
  readonly #witness: Witness;
  #count = 0;
  /** Its turn was over, but not what it has to do. */
  #again: Process | undefined;

  constructor(director: Director, options: Omit<NodeOptions, "seed" | "choose">) {
    super({ ...options, choose: (queue) => (this.#isDone() ? 0 : this.#choose(queue.toArray())) });
    this.#director = director;
    this.#witness = director.witness;
    this.names = new Names(director.witness);
    this.timers = new Timers(director, () => this.scheduler.runnable > 0);
    this.looked = (process) => director.witness.looked(process);
    this.subscribe((event) => director.witness.hear(event));
  }

  #isDone(): boolean {
    this.#witness.end();
    const { isDone } = this.#director;
    if (isDone) this.turn = TURN;
    return isDone;
  }

  #choose(queue: readonly Process[]): number {
    const ready = queue.filter((process) => process.status === RUNNABLE);
    ready.sort((one, other) => this.#arrivals.get(one)! - this.#arrivals.get(other)!);
    const goesOn = this.#again !== undefined && ready.at(-1) === this.#again;
    this.#again = undefined;
    if (goesOn) ready.unshift(ready.pop()!);
    if (ready.length === 0) return 0;
    const next = this.#director.chooseProcess(ready, goesOn);
    if (next === undefined) return 0;
    // A body runs to its first operation; from then on each turn is one operation and what follows it.
    this.turn = typeof next.code === "function" ? 0 : 1;
    return queue.indexOf(next);
  }

  override enlist(process: Process): void {
    // The shell is enlisted before there is a witness.
    if (#witness in this) this.#witness.born(process);
    super.enlist(process);
  }

  override nextRef(behind?: object): Ref {
    if (behind instanceof Monitor && #witness in this) this.#witness.watchAlias(behind);
    return super.nextRef(behind);
  }

  override schedule(process: Process, looksOnce = false): void {
    this.#arrivals.set(process, ++this.#count);
    if (process === this.running) this.#again = process;
    this.#witness.woken(process, looksOnce);
    super.schedule(process);
  }

  override extension<T>(key: symbol, make: () => T): T {
    this.#witness.shared(key.description ?? "");
    return super.extension(key, make);
  }

  override processes(): Process[] {
    this.#witness.touch("processes", "look");
    return super.processes();
  }

  override countPromises(change: number): void {
    if (change > 0) this.#director.waitsForHost();
    super.countPromises(change);
  }
}

/** Who asks for a name depends on who gives and takes it. */
class Names extends Map<string, Process> {
  readonly #witness: Witness;

  constructor(witness: Witness) {
    super();
    this.#witness = witness;
  }

  override get(name: string): Process | undefined {
    this.#witness.touch(`name ${name}`, "look");
    return super.get(name);
  }

  override set(name: string, process: Process): this {
    this.#change(name);
    return super.set(name, process);
  }

  override delete(name: string): boolean {
    this.#change(name);
    return super.delete(name);
  }

  override keys(): MapIterator<string> {
    this.#witness.touch("names", "look");
    return super.keys();
  }

  #change(name: string): void {
    this.#witness.touch(`name ${name}`, "change");
    this.#witness.touch("names", "add");
  }
}

/** Of timers with the same deadline, OTP does not say which fires first. */
class Timers extends TimerQueue {
  readonly #director: Director;
  readonly #isBusy: () => boolean;
  readonly #set = new Set<Timed>();
  readonly #keys = new Map<Timed, string>();

  constructor(director: Director, isBusy: () => boolean) {
    super();
    this.#director = director;
    this.#isBusy = isBusy;
  }

  override set(timer: Timed, deadline: number): void {
    this.#name(timer);
    this.#set.add(timer);
    super.set(timer, deadline);
  }

  override setSoon(timer: Deferred, delay: number): void {
    this.#name(timer);
    super.setSoon(timer, delay);
  }

  override cancel(timer: Timed): void {
    this.#set.delete(timer);
    super.cancel(timer);
  }

  /** Time stands still while anything can run, so that all that was done before comes before, in every order. */
  override fireDue(now: number): void {
    if (this.#director.isDone) return super.fireDue(now);
    if (this.deadline > now || this.#isBusy()) return;
    const { witness } = this.#director;
    witness.end();
    witness.timePasses();
    while (this.deadline <= now) {
      const first = this.deadline;
      const due = [...this.#set].filter(({ deadline }) => deadline === first);
      due.sort((one, other) => one.sequence - other.sequence);
      const timer = this.#director.chooseTimer(due, (each) => this.#keys.get(each)!);
      if (timer === undefined) return;
      this.cancel(timer);
      timer.fire();
    }
    witness.timePasses();
  }

  /** A timer is named after the process that sets it first. */
  #name(timer: Timed): void {
    if (!this.#keys.has(timer)) this.#keys.set(timer, `timer ${this.#director.witness.nameChild()}`);
  }
}
