// Compiled in the scratch project, with the package's own declarations.
import { GenServer, Supervisor, Task, receive, self, send, spawn, type Pid } from "beamish";
import { Fuse, SafetyValve } from "beamish/load";
import { GenStage } from "beamish/stage";
import { simulate, type Simulation } from "beamish/testing";
import { subscribe, type TraceEvent } from "beamish/trace";

const Counter: GenServer.Module<number, number, "next", "reset"> = {
  init: (count) => ["ok", count],
  handleCall: (_request, _from, count) => ["reply", count, count + 1],
  handleCast: () => ["noreply", 0],
};

export async function main(): Promise<number> {
  const pid = await GenServer.startLink(Counter, 1);
  if (pid === undefined) throw new Error("init never says ignore");
  const next: number = await GenServer.call<number>(pid, "next");
  return next + (await Task.await(Task.async(() => 1)));
}

export const echo: Pid = spawn(function* () {
  const [from, text] = yield* receive<[Pid, string]>();
  send(from, `${self()} ${text}`);
});

// @ts-expect-error an async function cannot be a process
spawn(async () => 1);
// @ts-expect-error a server has no state of another type than its init gives
export const wrong: GenServer.Module<number, number> = { init: () => ["ok", "one"] };

export const simulated: Promise<Simulation<number>> = simulate(() => 1, { seed: 1 });
export const events: TraceEvent["type"][] = [];
export const stop: () => void = subscribe((event) => {
  events.push(event.type);
});
export const modules = [Supervisor, Fuse, SafetyValve, GenStage];
