/**
 * `Agent`: a state behind a few functions, in a process of its own: a GenServer whose callbacks are given with each request.
 * Follows Elixir's `Agent`.
 *
 * Every function runs in the agent, one after the other, and may be a generator function if it has to wait. In place of a
 * function stand, as in Elixir, a module, the name of one of its functions, and arguments that follow the state.
 */
import { badArgument } from "./kernel/errors.ts";
import type { Op, Timeout } from "./kernel/operation.ts";
import type { Pid, Term } from "./kernel/term.ts";
import type { Server } from "./names.ts";
import * as GenServer from "./gen/gen-server.ts";
import { perform, type Waiting } from "./gen/perform.ts";
import type { ChildSpec } from "./supervision/child-spec.ts";

/** A function of the state; a generator function if it has to wait. */
export type Fun<State, Result> = (state: State) => Waiting<Result> | Result;
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
};

/** Starts an agent, linked to the caller, whose first state `fun` makes. Throws `StartError`. Follows `start_link/2`. */
export function startLink<State>(
  fun: () => Waiting<State> | State,
  options: GenServer.StartOptions = {},
): Op<Pid> {
  return GenServer.startLink(server, check("startLink", fun), options);
}

/** As `startLink`, without the link. Follows `Agent.start/2`. */
export function start<State>(
  fun: () => Waiting<State> | State,
  options: GenServer.StartOptions = {},
): Op<Pid> {
  return GenServer.start(server, check("start", fun), options);
}

/** The specification of an agent as a child, by the function that makes its state. Follows `use Agent`. */
export function childSpec<State>(fun: () => Waiting<State> | State): ChildSpec {
  return { id: "Agent", start: () => startLink(fun) };
}

/**
 * What `fun` makes of the state, which stays as it is. Exits as `GenServer.call` does, after `timeout` ms (5000) at the latest.
 * Follows `Agent.get/3`.
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

/** Replaces the state by what `fun` makes of it. Follows `Agent.update/3`. */
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

/** `fun` gives `[result, newState]`: the caller gets the result. Follows `Agent.get_and_update/3`. */
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

/** Replaces the state without waiting for it. Follows `Agent.cast/2`. */
export function cast<State>(agent: Server, fun: Fun<State, State>): "ok";
export function cast(agent: Server, module: Module, name: string, args: readonly Term[]): "ok";
export function cast(agent: Server, ...given: Given): "ok" {
  return GenServer.cast(agent, funOf("cast", given)[0]);
}

/** Stops an agent and waits until it has ended. Follows `Agent.stop/3`. */
export function stop(agent: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return GenServer.stop(agent, reason, timeout);
}

/** A function and a timeout; or a module, a name, arguments and a timeout. */
type Given = readonly Term[];

function ask(agent: Server, kind: Request[0], given: Given): Op<Term> {
  const [fun, timeout] = funOf(kind, given);
  return GenServer.call(agent, [kind, fun], timeout);
}

function funOf(where: string, given: Given): readonly [Fun<Term, Term>, Timeout | undefined] {
  const [first, name, args, timeout] = given;
  if (typeof first === "function" && typeof name !== "string") return [check(where, first), name];
  if (typeof first?.[name] !== "function" || !Array.isArray(args)) throw wrong(where, given);
  return [(state) => first[name](state, ...args), timeout];
}

function check<F>(where: string, fun: F): F {
  if (typeof fun !== "function") throw wrong(where, fun);
  return fun;
}

const wrong = (where: string, came: unknown) =>
  badArgument(`Agent.${where}`, "a function, or a module, the name of its function and arguments", came);
