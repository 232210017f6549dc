/**
 * `Agent`: a state behind a few functions, in a process of its own: a GenServer whose callbacks are given with each request.
 * Follows Elixir's `Agent`.
 *
 * Every function runs in the agent, one after the other, and may be a generator function if it has to wait. In place of a
 * function stand, as in Elixir, a module, the name of one of its functions, and arguments that follow the state.
 */
import { badArgument } from "./term/errors.ts";
import type { Op, Timeout } from "./node/operation.ts";
import type { Pid, Term } from "./term/term.ts";
import type { Server } from "./names.ts";
import * as GenServer from "./gen/gen-server.ts";
import { perform, type Waiting } from "./gen/perform.ts";
import { checkBody } from "./primitives.ts";
import type { ChildSpec } from "./supervision/child-spec.ts";

/** A function of the state; a generator function if it has to wait. */
export type Fun<State, Result> = (state: State) => Waiting<Result> | Result;
/** What makes the first state; a generator function if it has to wait. */
export type Make<State> = () => Waiting<State> | State;
/** A module whose functions may be named. */
export type Module = Readonly<Record<string, (...args: never[]) => unknown>>;

type Request = readonly [kind: "get" | "update" | "get_and_update", fun: Fun<Term, Term>];

const server: GenServer.Module<Term, () => Term, Request, Fun<Term, Term>> = {
  *init(make) {
    return ["ok", yield* perform(make())];
  },
  *handleCall([kind, fun], _from, state) {
    const result: Term = yield* perform(fun(state));
    if (kind === "get") return ["reply", result, state];
    if (kind === "update") return ["reply", "ok", result];
    if (!Array.isArray(result) || result.length !== 2) return ["stop", ["bad_return_value", result], state];
    return ["reply", result[0], result[1]];
  },
  *handleCast(fun, state) {
    return ["noreply", yield* perform(fun(state))];
  },

  /** What converts the state comes with the request, as everything else does. */
  codeChange(_oldVersion, state, extra) {
    return ["ok", funOf("codeChange", Array.isArray(extra) ? extra : [extra])[0](state)];
  },
};

/**
 * Starts an agent, linked to the caller, whose first state `fun` makes; or a module, the name of its function and arguments.
 * Throws `ArgumentError` for what is no function, or an async one, and `StartError` if there is no state. Follows
 * `Agent.start_link/2,4`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * const stock = await Agent.startLink(() => ({ tea: 3 }), { name: "stock" });
 * console.log(await Agent.get("stock", (state: { tea: number }) => state.tea));
 * //> 3
 * ```
 */
export function startLink<State>(fun: Make<State>, options?: GenServer.StartOptions): Op<Pid>;
export function startLink(
  module: Module,
  name: string,
  args: readonly Term[],
  options?: GenServer.StartOptions,
): Op<Pid>;
export function startLink(...given: Given): Op<Pid> {
  const [make, options] = funOf("startLink", given);
  return GenServer.startLink(server, make, options);
}

/**
 * As `startLink`, without the link. Follows `Agent.start/2,4`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * const agent = await Agent.start(() => 1);
 * console.log(await Agent.get(agent, (n: number) => n + 1));
 * //> 2
 * ```
 */
export function start<State>(fun: Make<State>, options?: GenServer.StartOptions): Op<Pid>;
export function start(
  module: Module,
  name: string,
  args: readonly Term[],
  options?: GenServer.StartOptions,
): Op<Pid>;
export function start(...given: Given): Op<Pid> {
  const [make, options] = funOf("start", given);
  return GenServer.start(server, make, options);
}

/**
 * The specification of an agent as a child, by the function that makes its state. Follows `Agent.child_spec/1`.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const agent = Supervisor.childSpec([Agent, () => 7], { id: "lucky" });
 * const pid = await Supervisor.startLink([agent], { strategy: "one_for_one" });
 * console.log((await Supervisor.whichChildren(pid))[0]?.[0]);
 * //> lucky
 * ```
 */
export function childSpec<State>(fun: Make<State>): ChildSpec {
  return { id: "Agent", start: () => startLink(fun) };
}

/**
 * What `fun` makes of the state, which stays as it is. Exits as `GenServer.call` does, after `timeout` ms (5000) at the latest.
 * Follows `Agent.get/3,5`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * const agent = await Agent.startLink(() => [3, 4]);
 * console.log(await Agent.get(agent, (list: number[]) => list.length));
 * //> 2
 * ```
 */
export function get<State, Result>(agent: Server, fun: Fun<State, Result>, timeout?: Timeout): Op<Result>;
export function get<Result = Term>(
  agent: Server,
  module: Module,
  name: string,
  args: readonly Term[],
  timeout?: Timeout,
): Op<Result>;
export function get(agent: Server, ...given: Given): Op<Term> {
  return ask(agent, "get", given);
}

/**
 * Replaces the state by what `fun` makes of it. Exits as `get` does. Follows `Agent.update/3,5`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * const agent = await Agent.startLink(() => 1);
 * console.log(await Agent.update(agent, (n: number) => n + 1), await Agent.get(agent, (n: number) => n));
 * //> ok 2
 * ```
 */
export function update<State>(agent: Server, fun: Fun<State, State>, timeout?: Timeout): Op<"ok">;
export function update(
  agent: Server,
  module: Module,
  name: string,
  args: readonly Term[],
  timeout?: Timeout,
): Op<"ok">;
export function update(agent: Server, ...given: Given): Op<"ok"> {
  return ask(agent, "update", given);
}

/**
 * `fun` gives `[result, newState]`: the caller gets the result. Exits as `get` does; anything but such a pair ends the agent with
 * `["bad_return_value", value]`. Follows `Agent.get_and_update/3,5`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * const agent = await Agent.startLink(() => 5);
 * console.log(await Agent.getAndUpdate(agent, (n: number) => [`was ${n}`, n + 1] as const));
 * //> was 5
 * ```
 */
export function getAndUpdate<State, Result>(
  agent: Server,
  fun: Fun<State, readonly [Result, State]>,
  timeout?: Timeout,
): Op<Result>;
export function getAndUpdate<Result = Term>(
  agent: Server,
  module: Module,
  name: string,
  args: readonly Term[],
  timeout?: Timeout,
): Op<Result>;
export function getAndUpdate(agent: Server, ...given: Given): Op<Term> {
  return ask(agent, "get_and_update", given);
}

/**
 * Replaces the state without waiting for it. Follows `Agent.cast/2,4`.
 *
 * @example
 * ```ts
 * import { Agent } from "beamish";
 * const agent = await Agent.startLink(() => 1);
 * console.log(Agent.cast(agent, (n: number) => n * 10), await Agent.get(agent, (n: number) => n));
 * //> ok 10
 * ```
 */
export function cast<State>(agent: Server, fun: Fun<State, State>): "ok";
export function cast(agent: Server, module: Module, name: string, args: readonly Term[]): "ok";
export function cast(agent: Server, ...given: Given): "ok" {
  return GenServer.cast(agent, funOf("cast", given)[0]);
}

/**
 * Stops an agent and waits until it has ended, `timeout` ms at most. Exits as `GenServer.stop` does. Follows `Agent.stop/3`.
 *
 * @example
 * ```ts
 * import { Agent, Process } from "beamish";
 * const agent = await Agent.startLink(() => 1);
 * console.log(await Agent.stop(agent), Process.alive(agent));
 * //> ok false
 * ```
 */
export function stop(agent: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return GenServer.stop(agent, reason, timeout);
}

/** A function and a timeout; or a module, a name, arguments and a timeout. */
type Given = readonly Term[];

function ask(agent: Server, kind: Request[0], given: Given): Op<Term> {
  const [fun, timeout] = funOf(kind, given);
  return GenServer.call(agent, [kind, fun], timeout);
}

/** The function that was given, of the state if there is one, and what follows it. */
function funOf(where: string, given: Given): readonly [fun: (...state: Term[]) => Term, rest: Term] {
  const [first, name, args, rest] = given;
  if (typeof first === "function" && typeof name !== "string")
    return [checkBody(`Agent.${where}`, first) as Fun<Term, Term>, name];
  if (typeof first?.[name] === "function" && Array.isArray(args))
    return [(...state) => first[name](...state, ...args), rest];
  const expected = "a function, or a module, the name of its function and arguments";
  throw badArgument(`Agent.${where}`, expected, given);
}
