/** The helpers for supervision scenarios: a child that prints under its own name, and ways to end and await it. */
import { exit, GenServer, Process, Supervisor, type Pid, type Steps } from "beamish";
import { mon, until, wait } from "./helpers.ts";
import { perform, type Part } from "./steps.ts";
import type { Trace } from "./trace.ts";

export interface KidOptions {
  /** Whether it traps exits; true unless given. */
  readonly trap?: boolean;
  /** Milliseconds spent in terminate. */
  readonly slow?: number;
  /** Gives the result of init. */
  readonly init?: Part<unknown>;
  /** The exit reason raised inside terminate. */
  readonly dieWith?: unknown;
  /** Print nothing. */
  readonly silent?: boolean;
}

type SpecOptions = Omit<Supervisor.ChildSpec, "id" | "start">;

/** Makes the registered process end by itself with `reason`; returns its old pid once it is dead. */
export function* boom(name: string, reason: unknown): Steps<Pid> {
  const pid = Process.whereis(name)!;
  const monitor = mon(pid);
  GenServer.cast(pid, ["exit", reason]);
  yield* wait(monitor);
  return pid;
}

/** Waits until `name` is registered to a process other than `old`. */
export function* fresh(name: string, old: Pid | undefined): Steps<Pid | undefined | "never"> {
  return yield* until(() => {
    const pid = Process.whereis(name);
    return pid === old ? undefined : pid;
  });
}

/** whichChildren without modules. */
export function* kids(supervisor: Pid): Steps<unknown[][]> {
  const children = yield* Supervisor.whichChildren(supervisor);
  return children.map(([id, pid, type]) => [id, pid, type]);
}

type State = readonly [id: string, options: KidOptions];

/** The child process of the supervision scenarios; it registers and prints under its own name. */
export function kidModule({ t, f, name, module }: Trace) {
  const Kid = module("Kid", {
    *init([id, options]: State) {
      Process.flag("trap_exit", options.trap ?? true);
      name(Process.whereis(id)!, id);
      const answer = options.init ? yield* perform(options.init) : ["ok", undefined];
      const ok = Array.isArray(answer) && answer[0] === "ok" && answer.length === 2;
      if (!options.silent) t(`start ${id}${ok ? "" : ` -> ${f(answer)}`}`);
      return ok ? ["ok", [id, options]] : answer;
    },
    handleCast(request: unknown, state: State) {
      return Array.isArray(request) && request[0] === "exit" ? ["stop", request[1], state] : undefined;
    },
    handleCall(request: unknown, _from: unknown, state: State) {
      return request === "ping" ? ["reply", ["pong", state[0]], state] : undefined;
    },
    handleInfo(_message: unknown, state: State) {
      return ["noreply", state];
    },
    *terminate(reason: unknown, [id, options]: State) {
      if (!options.silent) t(`stop ${id}`, reason);
      if (options.slow) yield* Process.sleep(options.slow);
      if (options.dieWith) exit(options.dieWith);
    },
  }) as unknown as GenServer.Module<State, State>;

  const startLink = (id: string, options: KidOptions = {}) =>
    GenServer.startLink(Kid, [id, options], { name: id });

  /** The specification of a kid: its own options and those of the specification in one object. */
  function spec(id: string, options: KidOptions & SpecOptions = {}): Supervisor.ChildSpec {
    const { trap, slow, init, dieWith, silent, ...rest } = options;
    const own = Object.entries({ trap, slow, init, dieWith, silent }).filter(
      ([, value]) => value !== undefined,
    );
    const start = () => startLink(id, Object.fromEntries(own));
    return { id, start, modules: [Kid], ...rest };
  }

  return { Kid, startLink, kid: spec };
}
