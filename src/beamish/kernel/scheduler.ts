/** The scheduler: whose turn it is, for how long, and when the host gets its turn. */
import { VirtualClock, letHostWork, yieldToHost } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { Mailbox } from "./mailbox.ts";
import { NORMAL, RUNNABLE } from "./process.ts";
import type { Home, Process } from "./process.ts";
import { TURN, takeTurn } from "./turn.ts";

/** The host gets its turn after so many milliseconds (looked at every `TURN` messages)... */
const SLICE_MS = 5;
/** ...and where time is virtual, after so many looks, which count as a millisecond: a real clock would make runs differ. */
const SLICE_LOOKS = 64;
/** A low priority process gets one turn for so many of the others. */
const LOW_EVERY = 8;

/** Microtasks in which host code goes on with what it awaited and begins what it awaits next. */
const PAUSE = 2;

/** An already resolved promise wakes an idle scheduler faster than anything else the host has. */
const RESOLVED = Promise.resolve();

/** Says which process has the next turn, by its position in the queue. Some that wait there may have ended. */
export type Choose = (queue: Mailbox<Process>) => number;

export class Scheduler {
  readonly #home: Home;
  readonly #clock: Clock;
  readonly #virtual: VirtualClock | undefined;
  readonly #choose: Choose | undefined;
  readonly #queues: readonly Mailbox<Process>[] = [
    new Mailbox(),
    new Mailbox(),
    new Mailbox(),
    new Mailbox(),
  ];
  /** Runs `slice` with this node as the current one. */
  readonly #slice: () => void;
  /** Turns that processes have had, and the messages and operations in them. */
  turns = 0;
  reductions = 0;
  #runnable = 0;
  #skippedLow = 0;
  #isAwake = false;
  /** Work done since the last look at the clock, and the looks and the time since the host had its turn. */
  #work = 0;
  #looks = 0;
  #sliceBegan = 0;
  /** What the clock's alarm is set for, and whether it has rung. */
  #alarm = Infinity;
  #isAlarmed = false;
  /** Microtasks to let pass before processes go on: see `letHostCodeRun`. */
  #pause = 0;
  /** Asleep, and the host has not had its turn yet. */
  #isResting = false;
  readonly #idleListeners: (() => void)[] = [];
  #promises = 0;
  #patience = 0;

  constructor(home: Home, clock: Clock, choose: Choose | undefined, enter: (run: () => void) => void) {
    this.#home = home;
    this.#clock = clock;
    this.#virtual = clock instanceof VirtualClock ? clock : undefined;
    this.#choose = choose;
    this.#slice = () => {
      if (this.#pause > 0) {
        this.#pause--;
        void RESOLVED.then(this.#slice);
      } else {
        enter(this.#run);
      }
    };
  }

  /** Promises that processes wait for. */
  get promises(): number {
    return this.#promises;
  }

  /** While processes wait for promises, virtual time gives the host a chance to settle them before it jumps. */
  countPromises(change: number): void {
    this.#promises += change;
    this.#patience = PATIENCE;
  }

  get runnable(): number {
    return this.#runnable;
  }

  /** Puts a process at the end of its queue, and wakes the scheduler if it sleeps. */
  add(process: Process): void {
    process.status = RUNNABLE;
    this.#queues[process.priority]!.push(process);
    this.#runnable++;
    if (!this.#isAwake) this.wake();
  }

  /** Calls `listener` each time that nothing is runnable any more and the host has had a turn. */
  onIdle(listener: () => void): void {
    this.#idleListeners.push(listener);
    if (!this.#isAwake) this.#rest();
  }

  wake(): void {
    if (this.#isAwake) return;
    this.#isAwake = true;
    if (this.#home.running === undefined) this.#pause = PAUSE;
    void RESOLVED.then(this.#slice);
  }

  /**
   * The shell's code is host code: it goes on when the slice has ended. A few microtasks let it start its next operation
   * before the other processes go on, so that it gets its turns like any process.
   */
  letHostCodeRun(): void {
    this.wake();
    this.#pause = PAUSE;
  }

  readonly #run = (): void => {
    const home = this.#home;
    if (this.#isAlarmed) this.#lookAtClock();
    for (let process = this.#next(); process !== undefined; process = this.#next()) {
      const used = takeTurn(home, process);
      this.turns++;
      this.reductions += used;
      this.#work += 1 + used;
      if (this.#work >= TURN && this.#isSliceOver()) return this.#yield();
      if (this.#pause > 0 && this.#runnable > 0) return void RESOLVED.then(this.#slice);
    }
    this.#pause = 0;
    this.#isAwake = false;
    this.#rest();
  };

  /** Looks at the clock, now and then: fires what is due, and says whether the host should have its turn. */
  #isSliceOver(): boolean {
    this.#work = 0;
    const now = this.#lookAtClock();
    return this.#virtual ? ++this.#looks >= SLICE_LOOKS : now - this.#sliceBegan >= SLICE_MS;
  }

  #yield(): void {
    yieldToHost(() => {
      this.#looks = 0;
      this.#virtual?.tick();
      this.#sliceBegan = this.#clock.now();
      this.#slice();
    });
  }

  #lookAtClock(): number {
    const { timers } = this.#home;
    const now = this.#clock.now();
    this.#isAlarmed = false;
    timers.settle(this.#clock);
    timers.fireDue(now);
    return now;
  }

  /** The next process that can run, by priority: max, then high, then normal and low in proportion. */
  #next(): Process | undefined {
    while (this.#runnable > 0) {
      this.#runnable--;
      const process = this.#take(this.#pickQueue());
      if (process.status === RUNNABLE) return process;
    }
    return undefined;
  }

  #pickQueue(): Mailbox<Process> {
    const normal = this.#queues[NORMAL]!;
    // Nearly always all that can run has normal priority. (The count has gone down by the one that is picked.)
    if (normal.length > this.#runnable) return normal;
    const [max, high, , low] = this.#queues;
    if (max!.length > 0) return max!;
    if (high!.length > 0) return high!;
    if (low!.length === 0 || (normal.length > 0 && this.#skippedLow++ < LOW_EVERY)) return normal;
    this.#skippedLow = 0;
    return low!;
  }

  #take(queue: Mailbox<Process>): Process {
    if (this.#choose !== undefined) queue.promote(this.#choose(queue));
    return queue.shift();
  }

  /** Nothing can run: sets the alarm for the next timer. */
  #rest(): void {
    const { timers } = this.#home;
    timers.settle(this.#clock);
    if (timers.deadline !== this.#alarm) this.#clock.setAlarm((this.#alarm = timers.deadline), this.#ring);
    if (this.#isResting || (!this.#virtual && this.#idleListeners.length === 0)) return;
    this.#isResting = true;
    yieldToHost(() => {
      this.#isResting = false;
      this.#looks = 0;
      if (this.#isAwake) return;
      for (const listener of this.#idleListeners) listener();
      this.#jump();
    });
  }

  readonly #ring = (): void => {
    this.#alarm = Infinity;
    this.#isAlarmed = true;
    this.wake();
  };

  /** Still nothing to do: virtual time goes on, but not at once past a promise that is about to settle. */
  #jump(): void {
    if (this.#isAwake || this.#virtual === undefined) return;
    if (this.#promises > 0 && this.#patience-- > 0) letHostWork(() => this.#jump());
    else this.#virtual.jump();
  }
}

/** How often virtual time waits for the host: for 0.2 seconds in all, once for each promise. */
const PATIENCE = 40;
