/** A node: all the state there is. Two nodes in one thread know nothing of each other. */
import type { Awaited } from "./awaited.ts";
import { keepOne, makeExemplars } from "./exemplars.ts";
import { SystemClock, VirtualClock } from "../kernel/clock.ts";
import type { Clock } from "../kernel/clock.ts";
import { Exit, Halt, formatExit, formatStop } from "../term/errors.ts";
import { Mailbox } from "../kernel/mailbox.ts";
import { EXITED, Monitor, isAlive } from "../kernel/process.ts";
import type { ExitSignal, Home, Isolation, Process } from "../kernel/process.ts";
import { Scheduler } from "../kernel/scheduler.ts";
import type { Choose } from "../kernel/scheduler.ts";
import { Shell } from "./shell.ts";
import type { ShellHost } from "./shell.ts";
import { signalExit } from "../kernel/signals.ts";
import { Ref } from "../term/term.ts";
import { TimerQueue } from "../kernel/timers.ts";
import { Tracer } from "../kernel/trace.ts";
import type { TraceListener } from "../kernel/trace.ts";
import { TURN } from "../kernel/turn.ts";
import { shuffle } from "../random.ts";
import { LOG_LEVELS, printToConsole } from "./output.ts";
import type { LogLevel, Logging, Output } from "./output.ts";

export interface NodeOptions {
  /** `"system"` (default), `"virtual"` (stands still while anything runs, then jumps), or a clock of your own. */
  readonly clock?: "system" | "virtual" | Clock;
  /** 0 (default): processes run first in, first out. Another number shuffles them, the same way for the same seed. */
  readonly seed?: number;
  /** Decides in place of the seed which process has the next turn. */
  readonly choose?: Choose;
  /** What happens to messages on their way: `"freeze"` (default), `"clone"` or `"none"`. */
  readonly isolation?: Isolation;
  /** Where reports go; the host's console by default. */
  readonly output?: Output;
  readonly name?: string;
}

/** Pids count from here: the numbers below belong, on a real node, to the processes of the system itself. */
const FIRST_PID = 80;
/** So few dead processes are not worth looking for. */
const MANY = 256;

export class Node implements Home, ShellHost {
  readonly name: string;
  readonly isolation: Isolation;
  readonly clock: Clock;
  readonly output: Output;
  readonly scheduler: Scheduler;
  readonly frozen = new WeakSet();
  readonly timers = new TimerQueue();
  readonly names = new Map<string, Process>();
  readonly exits = new Mailbox<ExitSignal>();
  readonly settled = new Mailbox<Awaited>();
  readonly logging: Logging = { level: "debug", handleSaslReports: false };
  tracer: Tracer | undefined = undefined;
  running: Process | undefined = undefined;
  turn = TURN;
  budget = 0;
  /** Told of the processes that the running code looks at by their pid; present while an exploration needs to know. */
  looked: ((process: Process) => void) | undefined = undefined;
  unused: { readonly name: string } | undefined = undefined;
  shell: Shell;
  readonly exemplars: readonly object[];
  readonly #extensions = new Map<symbol, unknown>();
  #processes: Process[] = [];
  #dead = 0;
  #pids = FIRST_PID;
  /** The first, 0, is that of an exemplar. */
  #refs = -1;
  #integers = 0;

  constructor(options: NodeOptions = {}) {
    const { clock = "system" } = options;
    this.name = options.name ?? "nonode@nohost";
    this.isolation = options.isolation ?? "freeze";
    this.output = options.output ?? printToConsole;
    this.clock = clock === "system" ? new SystemClock() : clock === "virtual" ? new VirtualClock() : clock;
    const choose = options.choose ?? shuffle(options.seed ?? 0);
    this.scheduler = new Scheduler(this, this.clock, choose, (run) => this.#runSlice(run));
    this.shell = new Shell(this, this);
    this.exemplars = this.enter(() => makeExemplars(this.shell.process));
  }

  /** Runs host code with this node as the current one: `self()` and `spawn()` in it mean this node. */
  enter<T>(run: () => T): T {
    const outer = current;
    makeCurrent(this);
    try {
      return run();
    } finally {
      makeCurrent(outer);
    }
  }

  /** A slice of the scheduler; then the host code whose operations are complete. */
  #runSlice(run: () => void): void {
    this.enter(run);
    const { settled } = this;
    while (settled.length > 0) settled.shift().settle();
  }

  hostCodeWaits(): void {
    this.scheduler.letHostCodeRun();
  }

  shellDied(shell: Shell, reason: unknown): void {
    const { pid } = shell.process;
    this.output("error", `** (EXIT from ${pid}) ${formatExit(reason)}`, [pid, reason]);
    this.shell = new Shell(this, this);
  }

  /** The process whose code is running: the shell when it is host code. Code of a process that has ended itself is left. */
  get self(): Process {
    const process = this.running;
    if (process === undefined) return this.shell.process;
    if (process.status === EXITED) throw new Halt();
    return process;
  }

  get shellProcess(): Process {
    return this.shell.process;
  }

  now(): number {
    return this.clock.now();
  }

  nextRef(behind?: object): Ref {
    return new Ref(++this.#refs, behind);
  }

  /** State of a library built on the kernel, made when it is first asked for. */
  extension<T>(key: symbol, make: () => T): T {
    if (!this.#extensions.has(key)) this.#extensions.set(key, make());
    return this.#extensions.get(key) as T;
  }

  /** A number that this node has not given before. */
  nextInteger(): number {
    return ++this.#integers;
  }

  schedule(process: Process): void {
    this.scheduler.add(process);
  }

  wake(): void {
    this.scheduler.wake();
  }

  countPromises(change: number): void {
    this.scheduler.countPromises(change);
  }

  nextPid(): number {
    return this.#pids++;
  }

  enlist(process: Process): void {
    this.#processes.push(process);
  }

  /** The dead are taken off the list many at once, when they are most of it: a place of its own costs a process more. */
  delist(): void {
    this.#dead++;
    if (this.#dead < MANY || 2 * this.#dead < this.#processes.length) return;
    this.#processes = this.processes();
    this.#dead = 0;
  }

  get processCount(): number {
    return this.#processes.length - this.#dead;
  }

  /** All processes that live, oldest first. */
  processes(): Process[] {
    return this.#processes.filter(isAlive);
  }

  /**
   * Erlang reports errors of any process, but the exits only of those that were started by `ProcLib` (which does that
   * itself).
   */
  reportCrash(process: Process, error: unknown): void {
    if (error instanceof Exit) return;
    const reason = error instanceof Error ? error : ["nocatch", error];
    const name = process.details?.name;
    const who = name === undefined ? process.pid : `"${name}" (${process.pid})`;
    const text = () => `Process ${who} raised an exception\n${formatStop(reason)}`;
    this.log("error", text, [process.pid, reason]);
  }

  /** Writes a report as Elixir's default logger does, without the time: `[error] text`. */
  log(level: LogLevel, text: () => string, values: readonly unknown[]): void {
    const { sink } = this.logging;
    if (LOG_LEVELS.indexOf(level) < LOG_LEVELS.indexOf(this.logging.level)) return;
    if (sink === undefined) this.output(level, `[${level}] ${text()}`, values);
    else sink(level, text(), values);
  }

  /** An exit signal as if from a process outside. */
  exit(process: Process, reason: unknown): void {
    if (process.status !== EXITED) signalExit(process, this.shell.process, reason, false);
  }

  /** Adds a listener for trace events; returns the function that removes it. */
  subscribe(listener: TraceListener): () => void {
    this.tracer ??= new Tracer(() => this.now());
    const { tracer } = this;
    tracer.add(listener);
    return () => {
      tracer.remove(listener);
      if (!tracer.isUsed && this.tracer === tracer) this.tracer = undefined;
    };
  }
}

keepOne((shell) => new Monitor(shell, undefined, "none"));

/** The node whose code is running; the default node, made when it is first needed, while it is none's. */
let current: Node | undefined;

export function here(): Node {
  return (current ??= new Node());
}

/** Makes `node` the current one: for the hosts of sandboxes, which give every run a node of its own. */
export function makeCurrent(node: Node | undefined): void {
  current = node;
}
