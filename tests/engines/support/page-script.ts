/** Runs in the page of server.ts: the engines of a page, within reach of a test in whatever browser. */
import { isolate } from "../../../components/container/isolation.ts";
import type { Command, Engine, Job, RunEvent } from "../../../src/sandbox/engine.ts";
import { loadEngine } from "../../../src/sandbox/engines/index.ts";
import { fromJson, toJson } from "../../../src/sandbox/guest/marked-lines.ts";
import { channel } from "./channel.ts";
import { answerCalls } from "./remote-page.ts";

export interface EngineInPage {
  /** Which engine is meant. */
  id: "worker" | "webcontainer";
  warm(): Promise<void>;
  /** Starts a run; its events wait for `take`. */
  run(id: number, job: Omit<Job, "commands">, watched: boolean, isAborted: boolean): void;
  abort(id: number): void;
  /** The events of a run since the last call, as soon as there are some. */
  take(id: number): Promise<readonly RunEvent[]>;
  /** Passes a command on; `undefined` closes the channel. */
  command(id: number, command: Command | undefined): void;
  /** Milliseconds from the start of a run to its first line. */
  timeToFirstLine(job: Omit<Job, "commands">): Promise<number>;
  /** Milliseconds from aborting a run that has printed to its end, several times. */
  timesToStop(job: Omit<Job, "commands">, times: number): Promise<number[]>;
}

/** What a test can ask for. */
export type Method = "warm" | "run" | "abort" | "command" | "take";

declare global {
  var engine: EngineInPage;
  /** Calls a method of the engine with its arguments as JSON, and gives its result so: that passes through every protocol. */
  var callEngine: (method: Method, args: string) => Promise<string>;
}

const aborts = new Map<number, AbortController>();
const arriving = new Map<number, Arriving>();
const channels = new Map<number, ReturnType<typeof channel<Command>>>();

/** The events of a run on their way to the test. */
class Arriving {
  #events: RunEvent[] = [];
  #arrived: () => void = () => undefined;

  add(event: RunEvent): void {
    // One message to the test for what comes at once.
    if (this.#events.push(event) === 1) setTimeout(() => this.#arrived());
  }

  async take(): Promise<readonly RunEvent[]> {
    if (this.#events.length === 0) await new Promise<void>((resolve) => (this.#arrived = resolve));
    return this.#events.splice(0);
  }
}

function arrivingOf(id: number): Arriving {
  const known = arriving.get(id) ?? new Arriving();
  arriving.set(id, known);
  return known;
}

const load = (): Promise<Engine> => loadEngine(globalThis.engine.id);

globalThis.engine = {
  id: "worker",

  warm: async () => (await load()).warm(),

  run: async (id, job, watched, isAborted) => {
    const abort = new AbortController();
    if (isAborted) abort.abort();
    aborts.set(id, abort);
    const commands = channel<Command>();
    channels.set(id, commands);
    const engine = await load();
    const events = engine.run(watched ? { ...job, commands } : job, abort.signal);
    for await (const event of events) arrivingOf(id).add(event);
  },

  take: (id) => arrivingOf(id).take(),

  abort: (id) => {
    aborts.get(id)?.abort();
  },

  command: (id, command) => {
    if (command === undefined) channels.get(id)?.close();
    else channels.get(id)?.send(command);
  },

  timeToFirstLine: async (job) => {
    const started = performance.now();
    const engine = await load();
    for await (const event of engine.run(job, new AbortController().signal))
      if (event.type === "log") return performance.now() - started;
    throw new Error("the run printed nothing");
  },

  timesToStop: async (job, times) => {
    const engine = await load();
    const taken: number[] = [];
    while (taken.length < times) {
      const abort = new AbortController();
      let aborted = 0;
      for await (const event of engine.run(job, abort.signal)) {
        if (event.type !== "log") continue;
        aborted = performance.now();
        abort.abort();
      }
      taken.push(performance.now() - aborted);
    }
    return taken;
  },
};

const callEngine: typeof globalThis.callEngine = async (method, args) => {
  const ask = globalThis.engine[method] as (...all: never[]) => unknown;
  const result = ask(...(fromJson(args) as never[]));
  // A run ends long after it has been started.
  return toJson({ result: method === "run" ? undefined : await result });
};

// A lab loads itself once more where its host sends no headers.
const isComing = location.pathname === "/lab/" && (await isolate("/lab/")) === "reloading";
if (!isComing) {
  globalThis.callEngine = callEngine;
  if (location.hash === "#remote") void answerCalls(callEngine);
}
