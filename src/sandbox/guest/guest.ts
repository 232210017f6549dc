/**
 * The guest: the one thing that runs in an engine's thread, beside the reader's code. It boots a node, loads the
 * sample, and tells the host everything that happens. The same in every engine; what differs is a `Platform`.
 */
import { bootNode, type HostNode } from "beamish/testing";
import type { ExitReason, Level, SourcePosition } from "../engine.ts";
import { ORDERING, PACKAGES } from "../parts.ts";
import { type Module, PrepareError, prepare } from "../prepare.ts";
import { lineOf, toValue } from "../values.ts";
import { Attendant } from "./attendant.ts";
import { type Awaits, watchAwaits } from "./awaits.ts";
import { makeConsole } from "./console.ts";
import { failureOf, isA } from "./failure.ts";
import { forbid, keepIteration } from "./forbidden.ts";
import { Life, verdictOf } from "./life.ts";
import { excessOf } from "./limits.ts";
import { Outlet } from "./outlet.ts";
import { ownLine } from "./own-line.ts";
import { loadPackages, type Supply } from "./packages.ts";
import { NetworkTurns } from "./network-turns.ts";
import type { FromGuest, Order, ToGuest } from "./protocol.ts";
import { PacedClock } from "./paced-clock.ts";
import { Recorder } from "./recorder.ts";
import { leafOf } from "./runtime-values.ts";
import { type Loadable, type Place, SourceMap } from "./source-map.ts";
import { HostTimers, installTimers } from "./timers.ts";

/** What a kind of thread must provide. */
export interface Platform {
  /** Where modules go. */
  readonly place: Place;
  /** Set where the sample is a project of a real Node: it may import what that has, and use the host as it likes. */
  readonly isProject?: boolean;
  /** Whether the host still does something for the sample, such as to listen on a port. */
  readonly isBusy?: () => boolean;
  post(message: FromGuest): void;
  /** Calls `report` for every error and rejection that nobody handles. */
  onUncaught(report: (thrown: unknown, place?: SourcePosition) => void): void;
  /** Where the fault is that made `import()` throw a SyntaxError, which does not say. The place is in the code as loaded. */
  locate(error: SyntaxError, loaded: readonly Loadable[]): Promise<SourcePosition | undefined>;
}

const REHEARSAL = {
  "main.ts": 'import { self } from "beamish";\nexport const who = (): string => `${self()}`;\n',
};

/** Frames of a stack trace to keep: the runtime's own may lie between an error and the reader's line. */
const STACK_FRAMES = 50;

/** What to say when the guest itself has failed. */
const BROKEN_WORLD =
  "The code may have changed what all code needs, the runtime too: a global, or a method of a prototype. Let it leave those as they are.";

/**
 * Milliseconds that a run spends on finding the lines that print. Only where modules have `data:` addresses is that ever
 * too little: there some browsers put all of the code into each frame of a stack.
 */
const MOST_PLACING = 1_000;

export class Guest {
  readonly #platform: Platform;
  #packages: Promise<ReadonlyMap<string, string>>;
  /** Where the runtime comes in parts, this one knows the usual order only, until the part for others has come. */
  #bootNode = bootNode;
  readonly #outlet: Outlet;
  #source = new SourceMap();
  #host: HostNode | undefined;
  #attendant: Attendant | undefined;
  #life: Life | undefined;
  #awaits: Awaits | undefined;
  #network: NetworkTurns | undefined;
  #entryEnded = false;
  #watched = false;
  /** An error that no process owns has come: the run will end with reason `"error"`. */
  #failed = false;

  /** @param supply what samples can import; a project finds its packages itself */
  constructor(platform: Platform, supply: Supply) {
    this.#platform = platform;
    this.#outlet = new Outlet((events) => {
      platform.post({ type: "events", events });
    });
    this.#packages = this.#load(supply);
  }

  /** Gives the run that will come more to import; `supply` has all that it can import. */
  supply(supply: Promise<Supply>): void {
    this.#packages = supply.then((all) => this.#load(all));
  }

  #load(supply: Supply): Promise<ReadonlyMap<string, string>> {
    const ordering = supply.find(([name]) => name === ORDERING)?.[1];
    if (ordering !== undefined) this.#bootNode = (ordering as { bootNode: typeof bootNode }).bootNode;
    return loadPackages(supply, this.#platform.place);
  }

  /** Resolves when a run can start without loading anything. */
  async ready(): Promise<void> {
    // The first use of the transpiler takes ten times as long as the second.
    prepare(REHEARSAL, "main.ts", PACKAGES);
    await this.#packages;
  }

  receive(message: ToGuest): void {
    switch (message.type) {
      case "run":
        // The host counts time from here.
        this.#platform.post({ type: "pong" });
        this.#run(message.order).catch((error: unknown) => {
          this.#outlet.end(
            { ...failureOf(error, this.#source), name: "EngineError", hint: BROKEN_WORLD },
            { type: "exit", reason: "engine_failed" },
          );
        });
        break;
      case "command":
        this.#attendant?.do(message.command);
        this.#life?.stir();
        break;
      case "unwatched":
        this.#watched = false;
        this.#life?.stir();
        break;
      case "ping":
        this.#platform.post({ type: "pong" });
        break;
    }
  }

  async #run(order: Order): Promise<void> {
    this.#watched = order.watched;
    let modules: readonly Module[];
    try {
      modules = prepare(order.files, order.entry, PACKAGES, this.#platform.isProject);
    } catch (error) {
      if (!(error instanceof PrepareError)) throw error;
      this.#fail(error);
      return this.#end("error");
    }
    this.#source = new SourceMap(await this.#packages);
    this.#source.load(modules, this.#platform.place);
    const host = this.#boot(order);
    this.#furnish(globalThis, host, order);
    const life = new Life({
      verdict: () => this.#verdict(host),
      changed: (state) => {
        this.#outlet.send({ type: "state", state });
      },
      ended: (how) => {
        this.#finish(how, host);
      },
    });
    this.#life = life;
    host.onIdle(() => {
      life.stir();
    });
    this.#begin(host, order);
    await this.#runEntry(order.entry);
    this.#entryEnded = true;
    life.stir();
  }

  /** From here on all that happens is part of a step. A search is told what the order will be: the run may never end. */
  #begin({ course }: HostNode, { exploring }: Order): void {
    if (course === undefined) return;
    if (exploring !== undefined) this.#outlet.send({ type: "schedule", schedule: course.schedule });
    course.begin();
  }

  #boot({ clock, pace, seed, schedule, exploring, trace }: Order): HostNode {
    const paced = clock === "virtual" && pace !== undefined ? new PacedClock(pace) : undefined;
    const host = this.#bootNode({
      clock: paced ?? (clock === "virtual" ? "virtual" : "system"),
      seed,
      ...(schedule !== undefined && { schedule }),
      ...(exploring !== undefined && { exploring }),
      output: (level, text, values) => {
        this.#report(LEVELS[level] ?? "error", text, values);
      },
    });
    this.#attendant = new Attendant(host, paced, (event) => {
      this.#outlet.send(event);
    });
    this.#host = host;
    if (trace) this.#record(host);
    return host;
  }

  #record({ node }: HostNode): void {
    const recorder = new Recorder(this.#source.toSource);
    this.#outlet.expectTrace(recorder, () => node.processes().map(({ pid }) => String(pid)));
    node.subscribe((event) => {
      this.#outlet.trace(event);
    });
  }

  /** Gives the reader's code the world that the sandbox promises. */
  #furnish(world: typeof globalThis, host: HostNode, order: Order): void {
    const onUncaught = (thrown: unknown, place?: SourcePosition) => {
      this.#fail(thrown, place);
      this.#life?.stir();
    };
    this.#platform.onUncaught(onUncaught);
    Error.stackTraceLimit = STACK_FRAMES;
    const looking = { leafOf, positionsIn: this.#source.positionsIn };
    let placing = 0;
    const place = () => {
      if (placing > MOST_PLACING) return undefined;
      const began = performance.now();
      const at = ownLine(this.#source.toSource);
      placing += performance.now() - began;
      return at;
    };
    const print = (level: Level, live: readonly unknown[], options?: { indent: string; text?: string }) => {
      host.course?.printed();
      this.#outlet.print(() => {
        const values = live.map((value) => toValue(value, looking));
        const at = place();
        const text = indented(options?.text ?? lineOf(values), options?.indent ?? "");
        return { type: "log", level, text, values, ...(at && { at }) };
      });
    };
    Object.assign(
      world.console,
      makeConsole(print, (live) => toValue(live, looking)),
    );
    const timers = new HostTimers(host.node, onUncaught);
    installTimers(world, timers);
    this.#network = new NetworkTurns(timers, order);
    this.#awaits = watchAwaits(this.#source.positionsIn);
    keepIteration();
    if (this.#platform.isProject !== true) forbid(world);
  }

  /** A report of the runtime itself: a crash, a message of the logger. */
  #report(level: Level, text: string, live: readonly unknown[]): void {
    this.#host?.course?.printed();
    this.#outlet.print(() => {
      const values = live.map((value) => toValue(value, { leafOf, positionsIn: this.#source.positionsIn }));
      const at = values.flatMap((value) => (value.kind === "error" ? value.at : []))[0];
      return { type: "log", level, text, values, ...(at && { at }) };
    });
  }

  async #runEntry(entry: string): Promise<void> {
    try {
      await this.#platform.place.load(this.#source.addressOf(entry));
    } catch (error) {
      this.#fail(error, isA(error, SyntaxError) ? await this.#locate(error) : undefined);
    }
  }

  async #locate(error: SyntaxError): Promise<SourcePosition | undefined> {
    const place = await this.#platform.locate(error, this.#source.loaded);
    return (place && this.#source.toSource(place)) ?? this.#source.placeOfImport(error);
  }

  #verdict(host: HostNode) {
    const excess = excessOf(host.node);
    if (excess !== undefined) this.#endForMemory(excess);
    const verdict = verdictOf(host.status(), this.#entryEnded, this.#watched);
    if (this.#network?.isBusy === true) return "running";
    const isOver = verdict === "finished" || verdict === "stuck";
    return isOver && this.#platform.isBusy?.() === true ? "waiting" : verdict;
  }

  #fail(thrown: unknown, place?: SourcePosition): void {
    this.#failed = true;
    const failure = failureOf(thrown, this.#source, place);
    const at = failure.at ?? this.#awaits?.failed(thrown);
    this.#outlet.send({ ...failure, ...(at && { at }) });
  }

  #finish(how: "finished" | "stuck", host: HostNode): void {
    if (this.#failed) return this.#end("error");
    if (how === "finished") return this.#end("finished");
    const at = this.#awaits?.pending();
    this.#outlet.send({ type: "error", name: "Stuck", stack: [], ...(at && { at }), ...stuckIn(host) });
    this.#end("stuck");
  }

  #endForMemory(message: string): void {
    this.#life?.stop();
    const hint = "Look for a loop that starts processes, or a sender that is faster than its receiver.";
    this.#outlet.send({ type: "error", name: "TooMuchMemory", message, hint, stack: [] });
    this.#end("engine_failed");
  }

  #end(reason: ExitReason): void {
    const course = this.#host?.course;
    if (course !== undefined) {
      const explored = course.end();
      this.#outlet.send({ type: "schedule", schedule: course.schedule, ...(explored && { explored }) });
    }
    this.#outlet.end({ type: "exit", reason });
  }
}

const LEVELS: Readonly<Record<string, Level>> = {
  debug: "debug",
  info: "info",
  notice: "info",
  warning: "warn",
};

function stuckIn(host: HostNode): { message: string; hint: string } {
  if (host.status().shellWaiting)
    return {
      message: "The code waits for a message, but nothing is left that could send one.",
      hint: "Every process waits and no timer is set. Send before you wait, or limit the wait: receive(pattern, { after: 1_000 }).",
    };
  return {
    message: "The code awaits a promise that nothing can settle any more.",
    hint: "Look for a promise whose resolve is never called.",
  };
}

const indented = (text: string, indent: string) => (indent === "" ? text : text.replace(/^/gm, indent));
