/**
 * `Leader`: of several processes that could do a job, exactly one does it; when it ends, another takes over. The pattern of
 * Erlang's `gen_leader`.
 *
 * The candidates of a group compete for one global name, which only one can have: that one leads. The others monitor it and
 * compete again when it ends, the one that has waited longest first. There is no vote, so a leader is never deposed; it
 * leads until it ends.
 */
import { badArgument } from "../term/errors.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { inspect, type Pid, type Ref, type Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import type { Steps } from "../kernel/process.ts";
import { claimName, type Name } from "../names.ts";
import { here } from "../node/node.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";

/** A candidate as a callback module. The callbacks of a `GenServer` that it has work as they do there. */
export interface Module<State, Argument = Term> extends Omit<
  GenServer.Module<State, Argument>,
  "handleCall" | "handleCast" | "handleContinue" | "init"
> {
  init(
    argument: Argument,
  ): GenServer.Callback<readonly ["ok", State] | "ignore" | readonly ["stop", reason: Term]>;
  /** From now on it leads. Gives the new state. */
  elected?(state: State): GenServer.Callback<State>;
  /** Another one leads, from now on or when it asked. Gives the new state. */
  surrendered?(leader: Pid, state: State): GenServer.Callback<State>;
  /** Answers `Leader.call`: only ever called while it leads. */
  handleLeaderCall?(
    request: Term,
    from: GenServer.From,
    state: State,
  ): GenServer.Callback<GenServer.CallResult<State>>;
  /** Handles `Leader.cast`: only ever called while it leads. */
  handleLeaderCast?(request: Term, state: State): GenServer.Callback<GenServer.NoReply<State>>;
}

export interface Options extends GenServer.StartOptions {
  /** The candidates among which one leads: any term, compared by value in its printed form. */
  readonly group: Term;
}

interface Candidate {
  readonly module: Module<Term>;
  readonly group: Term;
  readonly state: Term;
  /** The leader that it watches; none while it leads. */
  readonly watched?: Ref;
}

const nameOf = (group: Term): Name => ["global", `leader of ${inspect(group)}`];

/**
 * Starts a candidate linked to the caller, and waits for its `init`. It leads if nobody does.
 *
 * Throws `ArgumentError` without a `group` or for what is no module, and `StartError` as `GenServer.startLink` does.
 *
 * @example
 * ```ts
 * import { Leader } from "beamish/patterns";
 * const Printer: Leader.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleLeaderCall: (job, _from, name) => ["reply", `${name} prints ${job}`, name],
 * };
 * for (const name of ["ada", "bob"]) await Leader.startLink(Printer, name, { group: "printers" });
 * console.log(await Leader.call("printers", "a page"));
 * //> ada prints a page
 * ```
 */
export function startLink<State, Argument>(
  module: Module<State, Argument>,
  argument: Argument,
  options: Options,
): Op<Pid | undefined> {
  if (typeof (module as Partial<Module<State>> | undefined)?.init !== "function")
    throw badArgument("Leader.startLink", "a module with an init callback", module);
  if ((options as Partial<Options> | undefined)?.group === undefined)
    throw badArgument("Leader.startLink", "the option `group`", options);
  const { group, ...rest } = options;
  return GenServer.startLink(candidate, { module: module as Module<Term>, group, state: argument }, rest);
}

/**
 * The specification of a candidate as a child. Its id is `["Leader", name or group]`.
 *
 * @example
 * ```ts
 * import { Leader } from "beamish/patterns";
 * const Printer: Leader.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleLeaderCall: (job, _from, name) => ["reply", `${name} prints ${job}`, name],
 * };
 * const { id } = Leader.childSpec(Printer, "ada", { group: "printers", name: "first" });
 * console.log(id);
 * //> ["Leader", "first"]
 * ```
 */
export function childSpec<State, Argument>(
  module: Module<State, Argument>,
  argument: Argument,
  options: Options,
): ChildSpec {
  return {
    id: ["Leader", options.name ?? (options.group as unknown)],
    start: () => startLink(module, argument, options),
    modules: [module],
  };
}

/**
 * The process that leads a group, or `undefined` if it has no candidates.
 *
 * @example
 * ```ts
 * import { Leader } from "beamish/patterns";
 * const Printer: Leader.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleLeaderCall: (job, _from, name) => ["reply", `${name} prints ${job}`, name],
 * };
 * const ada = await Leader.startLink(Printer, "ada", { group: "printers" });
 * console.log(Leader.whereis("printers") === ada, Leader.whereis("painters"));
 * //> true undefined
 * ```
 */
export function whereis(group: Term): Pid | undefined {
  return GenServer.whereis(nameOf(group));
}

/**
 * Asks whoever leads, and waits `timeout` milliseconds at most (5,000). Exits as `GenServer.call` does: with `["noproc", ...]`
 * when nobody leads, with the leader's reason when it ends meanwhile.
 *
 * @example
 * ```ts
 * import { Leader } from "beamish/patterns";
 * const Printer: Leader.Module<string> = {
 *   init: (name) => ["ok", name],
 *   handleLeaderCall: (job, _from, name) => ["reply", `${name} prints ${job}`, name],
 * };
 * const [ada, bob] = ["ada", "bob"];
 * for (const name of [ada, bob]) await Leader.startLink(Printer, name, { group: "printers", name });
 * console.log(await Leader.call("printers", "one"));
 * //> ada prints one
 * ```
 */
export function call<Reply = Term>(group: Term, request: Term, timeout: Timeout = 5000): Op<Reply> {
  return GenServer.call<Reply>(nameOf(group), request, timeout);
}

/**
 * Tells whoever leads, without waiting; nobody hears it while nobody leads.
 *
 * @example
 * ```ts
 * import { Leader } from "beamish/patterns";
 * const Printer: Leader.Module<undefined> = {
 *   init: () => ["ok", undefined],
 *   handleLeaderCast: (job) => (console.log(job), ["noreply", undefined]),
 * };
 * await Leader.startLink(Printer, undefined, { group: "printers" });
 * Leader.cast("printers", "a page");
 * //> a page
 * ```
 */
export function cast(group: Term, request: Term): "ok" {
  return GenServer.cast(nameOf(group), request);
}

// ---- The process -----------------------------------------------------------------------------------------------------

const candidate: GenServer.Module<Candidate, Candidate> = {
  *init(fresh) {
    const answer: unknown = yield* perform(fresh.module.init(fresh.state));
    if (!Array.isArray(answer) || answer[0] !== "ok") return answer as "ignore";
    return ["ok", yield* compete({ ...fresh, state: answer[1] as Term })];
  },

  *handleCall(request, from, candidate) {
    const { module, state } = candidate;
    if (module.handleLeaderCall === undefined) throw missing("handleLeaderCall", request);
    return kept(candidate, yield* perform<unknown>(module.handleLeaderCall(request, from, state)));
  },

  *handleCast(request, candidate) {
    const { module, state } = candidate;
    if (module.handleLeaderCast === undefined) throw missing("handleLeaderCast", request);
    return kept(candidate, yield* perform<unknown>(module.handleLeaderCast(request, state)));
  },

  *handleInfo(message, candidate) {
    const { module, state, watched } = candidate;
    if (watched !== undefined && Array.isArray(message) && message[0] === "DOWN" && message[1] === watched)
      return ["noreply", yield* compete(candidate)];
    if (module.handleInfo === undefined) return ["noreply", candidate];
    return kept(candidate, yield* perform<unknown>(module.handleInfo(message, state)));
  },

  *terminate(reason, { module, state }) {
    if (module.terminate !== undefined) yield* perform(module.terminate(reason, state));
  },
};

/** Takes the name of the group, or watches the process that has it. */
function* compete({ module, group, state }: Candidate): Steps<Candidate> {
  const holder = claimName(here().self, nameOf(group));
  if (holder === undefined || holder.pid === self()) {
    const left = module.elected === undefined ? state : yield* perform<Term>(module.elected(state));
    return { module, group, state: left };
  }
  const watched = Process.monitor(holder.pid);
  const told = module.surrendered?.(holder.pid, state);
  return { module, group, state: told === undefined ? state : yield* perform<Term>(told), watched };
}

/** What a callback has returned, with the candidate around the state, which is the last but for a time-out. */
function kept(candidate: Candidate, result: unknown): never {
  if (!Array.isArray(result)) return result as never;
  const at = { reply: 2, noreply: 1, stop: result.length - 1 }[String(result[0])];
  const around = (part: unknown, index: number) => (index === at ? { ...candidate, state: part } : part);
  return (at === undefined ? result : result.map(around)) as never;
}

function missing(callback: string, request: unknown): Error {
  return new Error(`a leader was asked ${inspect(request)}, but its module has no ${callback} callback`);
}
