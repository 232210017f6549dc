/** The engine of a page as an engine here, in whatever browser the page is: the same interface, so that one suite tests all. */
import type { Command, Engine, Job, RunEvent } from "../../../src/sandbox/engine.ts";
import { fromJson, toJson } from "../../../src/sandbox/guest/marked-lines.ts";
import type { EngineInPage, Method } from "./page-script.ts";

/** Calls `callEngine` in the page. */
export type CallInPage = (method: Method, args: string) => Promise<string>;

export function engineThrough(callInPage: CallInPage, engineId: EngineInPage["id"]): Engine {
  const call = async <Result>(method: Method, ...args: readonly unknown[]): Promise<Result> =>
    (fromJson(await callInPage(method, toJson(args))) as { result: Result }).result;
  let runs = 0;

  const passOn = async (id: number, commands: AsyncIterable<Command>): Promise<void> => {
    for await (const command of commands) await call("command", id, command);
    await call("command", id);
  };

  return {
    id: engineId,
    warm: () => call("warm"),
    async *run({ commands, ...job }: Job, signal: AbortSignal) {
      const id = ++runs;
      const abort = () => void call("abort", id);
      await call("run", id, job, commands !== undefined, signal.aborted);
      signal.addEventListener("abort", abort);
      if (commands !== undefined) void passOn(id, commands);
      for (;;) {
        const events = await call<readonly RunEvent[]>("take", id);
        yield* events;
        if (events.at(-1)?.type === "exit") return;
      }
    },
  };
}
