/** Runs in the page of page.ts: the worker engine, within reach of the test. */
import type { Command, Engine, Job, RunEvent } from "../../../src/sandbox/engine.ts";
import { loadEngine } from "../../../src/sandbox/engines/index.ts";
import { channel } from "./channel.ts";

export interface EngineInPage {
  /** Which engine is meant. */
  id: "worker" | "webcontainer";
  warm(): Promise<void>;
  /** Starts a run; its events go to the test through `tellTest`. */
  run(id: number, job: Omit<Job, "commands">, watched: boolean): void;
  abort(id: number): void;
  /** Passes a command on; `undefined` closes the channel. */
  command(id: number, command: Command | undefined): void;
  /** Milliseconds from the start of a run to its first line. */
  timeToFirstLine(job: Omit<Job, "commands">): Promise<number>;
  /** Milliseconds from aborting a run that has printed to its end, several times. */
  timesToStop(job: Omit<Job, "commands">, times: number): Promise<number[]>;
}

declare global {
  var engine: EngineInPage;
  var tellTest: (id: number, events: readonly RunEvent[]) => Promise<void>;
}

const aborts = new Map<number, AbortController>();
const channels = new Map<number, ReturnType<typeof channel<Command>>>();

const load = (): Promise<Engine> => loadEngine(globalThis.engine.id);

globalThis.engine = {
  id: "worker",

  warm: async () => (await load()).warm(),

  run: async (id, job, watched) => {
    const abort = new AbortController();
    aborts.set(id, abort);
    const commands = channel<Command>();
    channels.set(id, commands);
    const engine = await load();
    const events = engine.run(watched ? { ...job, commands } : job, abort.signal);
    let batch: RunEvent[] = [];
    for await (const event of events) {
      // One message to the test for what comes at once.
      if (batch.push(event) === 1)
        setTimeout(() => {
          void tellTest(id, batch);
          batch = [];
        });
    }
  },

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
