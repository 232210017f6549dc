/** Finds out what each step of a run touches: from trace events, and by looking at the mailboxes before and after. */
import { EXITED, each, processOf } from "../kernel/process.ts";
import type { AliasMode, Monitor, Process, Status } from "../kernel/process.ts";
import { isPid } from "../term/term.ts";
import type { Pid } from "../term/term.ts";
import type { TraceEvent } from "../kernel/trace.ts";
import { touch } from "./footprint.ts";
import type { Access, Footprint } from "./footprint.ts";

/** One step: what one process does from one operation to the next, or one timer that fires. */
export interface Step {
  /** Who: a process by its line of descent (`"1.2"` is the second child of the body), or a timer. */
  readonly actor: string;
  /** Who could have gone instead, the actor included. */
  readonly options: readonly string[];
  readonly footprint: Footprint;
  /** The steps without which it could not have happened: they started or woke the process. */
  readonly causes: readonly number[];
  /** It would have gone on without a message: time is up, or it was not going to wait. */
  readonly glances: boolean;
  /** The steps that sent the messages it has taken. */
  readonly takes: readonly number[];
  /** Other processes that it has ended: they do not come to do what they were about to do. */
  readonly victims: readonly string[];
  /** Time has passed: all earlier steps come before this one in every order. */
  readonly isLater: boolean;
}

interface Letter {
  readonly message: unknown;
  /** The step that sent it. */
  readonly step: number;
}

export class Witness {
  readonly steps: Step[] = [];
  readonly #keys = new Map<Process, string>();
  readonly #children = new Map<string, number>();
  readonly #mail = new Map<Process, Letter[]>();
  readonly #wakers = new Map<Process, number[]>();
  #current: (Step & { takes: number[]; victims: string[] }) | undefined;
  #process: Process | undefined;
  #mailbox: Process["mailbox"];
  #trapped = false;
  readonly #gone = new Set<Process>();
  /** Processes that will go on without a message if there is none when they have their turn. */
  readonly #lookOnce = new Set<Process>();
  #usedTables = false;
  #changedTables = false;
  #isLater = false;
  #isAsleep = false;
  readonly #most: number;

  /** @param most processes that it can look at; with more it sleeps */
  constructor(most = Infinity) {
    this.#most = most;
  }

  get isAsleep(): boolean {
    return this.#isAsleep;
  }

  /** From now on it takes no more notice: there is too much to see. */
  sleep(): void {
    this.end();
    this.#isAsleep = true;
    this.#mail.clear();
  }

  /** Names a new process after the step that has made it. */
  born(process: Process): void {
    const parent = this.#current?.actor;
    this.#keys.set(process, parent === undefined ? "1" : this.nameChild(parent));
    if (this.#mail.size >= this.#most) this.sleep();
    if (this.#isAsleep) return;
    this.#mail.set(process, []);
    this.#watchStatus(process);
  }

  /** Whoever finds out that a process is dead, by sending to it or calling it, depends on when it died. */
  #watchStatus(process: Process): void {
    let { status } = process;
    const get = () => {
      if (status === EXITED && process !== this.#process) this.touch(`life ${this.keyOf(process)}`, "look");
      return status;
    };
    Object.defineProperty(process, "status", { get, set: (next: Status) => (status = next) });
  }

  /** Whoever sends through an alias depends on when it ends. */
  watchAlias(monitor: Monitor): void {
    let { alias } = monitor;
    const what = `aliases ${this.keyOf(monitor.watcher)}`;
    const get = () => {
      this.touch(what, "look");
      return alias;
    };
    const set = (next: AliasMode) => {
      if (next !== alias) this.touch(what, "change");
      alias = next;
    };
    Object.defineProperty(monitor, "alias", { get, set });
  }

  /** A name for something that `parent` makes, the same in every run in which it makes the same things. */
  nameChild(parent = this.#current?.actor ?? "0"): string {
    const count = (this.#children.get(parent) ?? 0) + 1;
    this.#children.set(parent, count);
    return `${parent}.${count}`;
  }

  keyOf(process: Process): string {
    return this.#keys.get(process) ?? "0";
  }

  touch(what: string, access: Access): void {
    if (this.#current !== undefined) touch(this.#current.footprint, what, access);
  }

  /** Somebody has looked at a process by its pid: at its mailbox, its links, or whether it lives. */
  looked(process: Process): void {
    const key = this.keyOf(process);
    this.touch(`life ${key}`, "look");
    this.touch(`mailbox ${key}`, "look");
    if (process !== this.#process) this.touch(`process ${key}`, "look");
  }

  /** State of a library that the whole node shares. */
  shared(what: string): void {
    if (what === "ets") this.#usedTables = true;
    else this.touch(`state ${what}`, "change");
  }

  /** A process can run: somebody has woken it, or it has given way. */
  woken(process: Process, looksOnce: boolean): void {
    if (this.#current === undefined) return;
    if (looksOnce) this.#lookOnce.add(process);
    if (process === this.#process) return;
    const wakers = this.#wakers.get(process);
    if (wakers === undefined) this.#wakers.set(process, [this.steps.length]);
    else wakers.push(this.steps.length);
  }

  timePasses(): void {
    this.#isLater = true;
  }

  hear(event: TraceEvent): void {
    switch (event.type) {
      case "spawn":
        return this.touch("processes", "add");
      case "exit":
        return this.#died(processOf(event.pid as Pid));
      case "signal":
        return this.touch(`flags ${this.#who(event.to)}`, "look");
      case "link":
      case "unlink":
      case "monitor":
      case "demonitor":
        return this.touch(`life ${this.#who(event.to)}`, "look");
      case "deliver":
        // To itself: it has linked to or monitored a process that is dead.
        if (event.pid === this.#process?.pid && isPid(event.from))
          this.touch(`life ${this.#who(event.from)}`, "look");
        return;
      case "table":
      case "rows":
        this.#changedTables = true;
    }
  }

  #died(process: Process): void {
    const key = this.keyOf(process);
    this.#gone.add(process);
    this.touch("processes", "add");
    this.touch(`life ${key}`, "change");
    this.touch(`process ${key}`, "change");
    // Had one of these died first, this process would have been told.
    for (const other of each(process.links)) this.touch(`life ${this.keyOf(other)}`, "look");
    for (const { target } of each(process.monitors))
      if (target !== undefined) this.touch(`life ${this.keyOf(target)}`, "look");
    if (process !== this.#process) this.#current?.victims.push(key);
  }

  #who(pid: unknown): string {
    return this.keyOf(processOf(pid as Pid));
  }

  /** A step begins: of a process, or of a timer. */
  begin(actor: string, options: readonly string[], process?: Process): void {
    if (this.#isAsleep) return;
    const causes = (process && this.#wakers.get(process)) ?? [];
    const glances =
      process !== undefined && (this.#lookOnce.has(process) || process.timer?.hasFired === true);
    const footprint: Footprint = new Map();
    this.#current = {
      actor,
      options,
      footprint,
      causes,
      glances,
      takes: [],
      victims: [],
      isLater: this.#isLater,
    };
    this.#isLater = this.#usedTables = this.#changedTables = false;
    this.#process = process;
    if (process === undefined) return;
    this.#wakers.delete(process);
    this.touch(`process ${actor}`, "change");
    this.#mailbox = process.mailbox;
    this.#trapped = process.trapExit;
    this.#lookOnce.delete(process);
  }

  /** The step is over, if there is one: now it can be seen what it did. */
  end(): void {
    const step = this.#current;
    if (step === undefined) return;
    for (const [process, letters] of this.#mail) {
      if (process === this.#process || isTaken(process, letters)) this.#compare(process, letters, step.takes);
      else if (!this.#gone.has(process)) this.#append(process, letters);
      if (this.#gone.has(process)) this.#mail.delete(process);
    }
    this.#gone.clear();
    const process = this.#process;
    if (process !== undefined && process.trapExit !== this.#trapped)
      this.touch(`flags ${step.actor}`, "change");
    if (this.#usedTables) this.touch("tables", this.#changedTables ? "change" : "look");
    // It has gone on without a message: because there was none.
    if (step.glances && step.takes.length === 0) this.touch(`mailbox ${step.actor}`, "look");
    this.#current = this.#process = undefined;
    this.steps.push(step);
  }

  #append(process: Process, letters: Letter[], mailbox = process.mailbox): void {
    if (mailbox === undefined || letters.length >= mailbox.length) return;
    this.touch(`mailbox ${this.keyOf(process)}`, "change");
    for (const message of mailbox.toArray().slice(letters.length))
      letters.push({ message, step: this.steps.length });
  }

  /** The process itself may have taken messages from anywhere, also in its last step. Of equal ones it took the first. */
  #compare(process: Process, letters: Letter[], takes: number[]): void {
    const mailbox = process === this.#process ? (process.mailbox ?? this.#mailbox) : process.mailbox;
    if (process !== this.#process) this.touch(`process ${this.keyOf(process)}`, "change");
    const now = mailbox?.toArray() ?? [];
    let seen = 0;
    for (const letter of [...letters]) {
      if (seen < now.length && now[seen] === letter.message) {
        seen++;
        continue;
      }
      const first = letters.findIndex((other) => other.message === letter.message);
      takes.push(letters[first]!.step);
      letters.splice(first, 1);
    }
    this.#append(process, letters, mailbox);
  }
}

/** Whether a message has gone that was there: code outside any process can take one in the middle of another's step. */
function isTaken({ mailbox }: Process, letters: readonly Letter[]): boolean {
  return letters.length > 0 && (mailbox === undefined || mailbox.length < letters.length);
}
