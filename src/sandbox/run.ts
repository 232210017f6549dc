/** One run, seen from outside its thread: the same for every engine that can open, talk to and end a thread. */
import type { ExitReason, Job, RunEvent } from "./engine.ts";
import type { FromGuest, GuestEvent, ToGuest } from "./guest/protocol.ts";
import { isPacked, unpack } from "./packed.ts";

/** A place where a guest runs, apart from the page or process that asks. */
export interface Thread {
  send(message: ToGuest): void;
  /** Ends the thread, whatever it is doing. Resolves when it is gone. */
  end(): Promise<void>;
}

/** What a thread does of its own accord. */
export interface ThreadListener {
  message(message: FromGuest): void;
  /** The thread has died. */
  failed(failure: { readonly name: string; readonly message: string; readonly hint: string }): void;
}

export type OpenThread = (listener: ThreadListener, job: Job) => Promise<Thread>;

/** Milliseconds from the order until the guest must be heard: a slow device may take seconds to start a thread. */
const START_LIMIT = 30_000;
/** Milliseconds between two questions whether the code still gives anything else a turn. */
const ASK_EVERY = 1_000;
/** Questions without an answer after which it does not. */
const MOST_UNANSWERED = 3;

type Failure = Extract<RunEvent, { type: "error" }>;

/**
 * Runs a job and tells what happens; the last event is `exit`. Ends the thread in every case: when the job has ended,
 * when it is aborted or out of time, when its code never lets go, and when nobody listens any more.
 */
export async function* runJob(
  job: Job,
  signal: AbortSignal,
  open: OpenThread,
): AsyncGenerator<RunEvent, void, undefined> {
  const run = new Run(job, open);
  const abort = () => {
    run.finish("aborted");
  };
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  try {
    for (;;) {
      const events = await run.next();
      yield* events;
      if (events.at(-1)?.type === "exit") return;
    }
  } finally {
    signal.removeEventListener("abort", abort);
    run.finish("aborted");
  }
}

class Run {
  readonly #job: Job;
  readonly #started = performance.now();
  readonly #thread: Promise<Thread>;
  #limit: ReturnType<typeof setTimeout> | undefined;
  /** Milliseconds that the run had, or has, before somebody is asked. */
  #allowance: number;
  /** Somebody is being asked whether the run may go on. */
  #isAtLimit = false;
  /** Set once the guest has been heard: only then does its time run, and can it be too busy to answer. */
  #asking: ReturnType<typeof setInterval> | undefined;
  #unanswered = 0;
  #isOpen = false;
  #ended: Promise<void> | undefined;
  #over = false;
  #events: RunEvent[] = [];
  #arrived: () => void = () => undefined;

  constructor(job: Job, open: OpenThread) {
    this.#job = job;
    this.#allowance = job.timeLimit;
    const listener: ThreadListener = {
      message: (message) => {
        this.#receive(message);
      },
      failed: ({ name, message, hint }) => {
        this.finish("engine_failed", failure(name, message, hint));
      },
    };
    this.#thread = open(listener, job);
    this.#thread.then(
      (thread) => {
        if (!this.#over) this.#start(thread);
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.finish("engine_failed", failure("EngineError", message, "Run it again."));
      },
    );
  }

  /** The events since the last call, as soon as there are some. */
  async next(): Promise<RunEvent[]> {
    if (this.#events.length === 0)
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    return this.#events.splice(0);
  }

  /** Ends the run; the first reason counts. */
  finish(reason: ExitReason, ...last: readonly RunEvent[]): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#limit);
    clearInterval(this.#asking);
    this.#push(...last);
    const milliseconds = performance.now() - this.#started;
    const exit = () => {
      this.#push({ type: "exit", reason, milliseconds });
    };
    const ended = this.#end();
    ended.catch(() => undefined);
    // A thread that is still being opened, or never was, must not keep the reader waiting.
    void (this.#isOpen ? ended : Promise.resolve()).then(exit, exit);
  }

  #end(): Promise<void> {
    this.#ended ??= this.#thread.then((thread) => thread.end());
    return this.#ended;
  }

  #start(thread: Thread): void {
    this.#isOpen = true;
    const { files, entry, seed, schedule, exploring, clock, pace, trace, commands, lingers } = this.#job;
    thread.send({
      type: "run",
      order: {
        files,
        entry,
        seed,
        ...(schedule !== undefined && { schedule }),
        ...(exploring !== undefined && { exploring }),
        clock,
        ...(pace !== undefined && { pace }),
        trace,
        watched: commands !== undefined && lingers !== false,
      },
    });
    this.#limit = setTimeout(() => {
      const message = `The sandbox did not start within ${seconds(START_LIMIT)}.`;
      this.finish("engine_failed", failure("EngineError", message, "Run it again."));
    }, START_LIMIT);
    if (commands !== undefined) void this.#passOn(commands, thread);
  }

  /** The guest is there. */
  #begin(): void {
    clearTimeout(this.#limit);
    this.#keepTime();
    this.#asking = setInterval(() => {
      if (this.#unanswered >= MOST_UNANSWERED) return this.#giveUp();
      this.#unanswered += 1;
      void this.#thread.then((thread) => {
        thread.send({ type: "ping" });
      });
    }, ASK_EVERY);
  }

  /** Nothing is heard of the guest. The thread is ended first: a sandbox that has died cannot do that, and says so. */
  #giveUp(): void {
    clearInterval(this.#asking);
    const finish = () => {
      this.finish("time_limit", tooBusy());
    };
    this.#end().then(finish, finish);
  }

  #keepTime(): void {
    if (!Number.isFinite(this.#allowance)) return;
    this.#limit = setTimeout(() => {
      const { grace = 0 } = this.#job;
      if (grace === 0) return this.#outOfTime();
      this.#isAtLimit = true;
      this.#push({ type: "limit", milliseconds: this.#allowance, grace });
      this.#limit = setTimeout(() => {
        this.#outOfTime();
      }, grace);
    }, this.#allowance);
  }

  #outOfTime(): void {
    this.finish("time_limit", outOfTime(this.#allowance, this.#isAtLimit));
  }

  #goOn(): void {
    if (!this.#isAtLimit) {
      const reason = "The run has not reached its time limit.";
      return this.#push({ type: "refused", command: "go_on", reason });
    }
    this.#isAtLimit = false;
    clearTimeout(this.#limit);
    this.#allowance *= 2;
    this.#keepTime();
  }

  async #passOn(commands: NonNullable<Job["commands"]>, thread: Thread): Promise<void> {
    for await (const command of commands) {
      if (this.#over) return;
      if (command.type === "go_on") this.#goOn();
      else thread.send({ type: "command", command });
    }
    if (!this.#over) thread.send({ type: "unwatched" });
  }

  #receive(message: FromGuest): void {
    if (this.#over) return;
    if (this.#asking === undefined) this.#begin();
    if (isSignOfLife(message)) this.#unanswered = 0;
    if (message.type !== "events") return;
    for (const event of message.events) {
      if (!isWellFormed(event)) continue;
      if (event.type === "exit") return this.finish(event.reason);
      this.#push(event.type === "trace" ? unpacked(event) : event);
    }
  }

  #push(...events: readonly RunEvent[]): void {
    this.#events.push(...events);
    if (events.length > 0) this.#arrived();
  }
}

/** Who still sends what it may (there is a limit to that) may only be slow to be heard. */
function isSignOfLife(message: FromGuest): boolean {
  return (
    message.type === "pong" ||
    (message.type === "events" && message.events.some(({ type }) => type === "log" || type === "trace"))
  );
}

function unpacked({ packed, positions }: Extract<GuestEvent, { type: "trace" }>): RunEvent {
  return { type: "trace", events: unpack(packed), positions };
}

/** A guest shares its thread with the reader's code, so what comes from it is looked at before it is believed. */
function isWellFormed(event: GuestEvent): boolean {
  switch (event.type) {
    case "log":
      return typeof event.text === "string" && Array.isArray(event.values);
    case "error":
      return (
        typeof event.name === "string" && typeof event.message === "string" && Array.isArray(event.stack)
      );
    case "trace":
      return isPacked(event.packed) && Array.isArray(event.positions);
    case "gap":
      return Array.isArray(event.alive);
    case "schedule":
      return typeof event.schedule === "string" && ["undefined", "object"].includes(typeof event.explored);
    case "inspected":
    case "refused":
    case "state":
    case "flood":
    case "exit":
      return true;
    default:
      return false;
  }
}

function failure(name: string, message: string, hint: string): Failure {
  return { type: "error", name, message, hint, stack: [] };
}

function outOfTime(limit: number, wasAsked: boolean): Failure {
  return failure(
    "TimeLimit",
    wasAsked
      ? `The run had ${seconds(limit)}, and nobody let it go on: it was ended.`
      : `The run was ended after ${seconds(limit)}.`,
    "If it was meant to go on, let it do less; if not, look for what keeps it alive: a timer, or a loop without end.",
  );
}

function tooBusy(): Failure {
  return failure(
    "TimeLimit",
    `The code was busy for ${seconds(ASK_EVERY * MOST_UNANSWERED)} without giving anything else a turn, so the run was ended.`,
    "Look for a loop without end. A loop that waits (`yield* receive()` in a process, `await` outside) lets others run.",
  );
}

function seconds(milliseconds: number): string {
  const count = milliseconds / 1_000;
  return `${count} ${count === 1 ? "second" : "seconds"}`;
}
