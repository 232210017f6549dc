/**
 * `PartitionSupervisor`: several copies of one child, so that no single process is a bottleneck. Who needs the child names
 * it by a key: `["via", PartitionSupervisor, [name, key]]`, and the same key always gives the same copy. Follows Elixir's
 * `PartitionSupervisor`.
 *
 * Keys that are no integers are spread by another hash than Erlang's.
 */
import { badArgument, Exit, StartError } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { operation, type Op, type Timeout } from "../node/operation.ts";
import { send as sendTo, self } from "../primitives.ts";
import type { Name, Server } from "../names.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect, isPid, type Pid, type Term } from "../term/term.ts";
import { hash } from "../hash.ts";
import * as GenServer from "../gen/gen-server.ts";
import {
  childSpec as specificationOf,
  idOf,
  isModuleTuple,
  type Child,
  type ChildSpec,
} from "./child-spec.ts";
import { isCount } from "./check-spec.ts";
import type { Options as SupervisorOptions } from "./options.ts";
import type { ChildInfo, Counts } from "./requests.ts";
import { startChild } from "./start-child.ts";
import * as Supervisor from "./supervisor.ts";

export interface Options extends Pick<SupervisorOptions, "maxRestarts" | "maxSeconds"> {
  /** Default `"one_for_one"`. */
  readonly strategy?: SupervisorOptions["strategy"];
  /** What is started in each partition. */
  readonly childSpec: Child;
  readonly name: Name;
  /** How many copies there are. Default 1: a node in one thread has one scheduler. */
  readonly partitions?: number;
  /**
   * Makes the arguments of one partition from those of the child: the argument of `[module, argument]`, or for a
   * specification (which has none) what its start function is called with.
   */
  readonly withArguments?: (args: readonly Term[], partition: number) => readonly Term[];
}

/**
 * Starts the partitions, with the ids 0, 1, 2 ..., under a supervisor that is linked to the caller.
 *
 * Throws `ArgumentError` for a bad option, and what `Supervisor.startLink` throws. Follows Elixir's
 * `PartitionSupervisor.start_link/1`.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor } from "beamish";
 * await PartitionSupervisor.startLink({
 *   name: "tills",
 *   partitions: 3,
 *   childSpec: [Agent, () => "unused"],
 *   withArguments: ([_start], partition) => [() => `till ${partition}`],
 * });
 * console.log(await Agent.get(["via", PartitionSupervisor, ["tills", 4]], (state) => state));
 * //> till 1
 * ```
 */
export function startLink(options: Options): Op<Pid> {
  const { childSpec: child, name, partitions: count = 1, withArguments, ...rest } = check(options);
  const children = Array.from({ length: count }, (_, partition) =>
    partitionOf(child, partition, count, withArguments ?? ((args) => args)),
  );
  return Supervisor.startLink(children, { strategy: "one_for_one", name, ...rest });
}

/**
 * The specification of a partition supervisor as a child: its name (the key of a `via` name) is its id. Follows Elixir's
 * `PartitionSupervisor.child_spec/1`.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor, Supervisor } from "beamish";
 * const options: PartitionSupervisor.Options = { name: "tills", childSpec: [Agent, () => 0] };
 * await Supervisor.startLink([[PartitionSupervisor, options]], { strategy: "one_for_one" });
 * console.log(PartitionSupervisor.childSpec(options).id, PartitionSupervisor.partitions("tills"));
 * //> tills 1
 * ```
 */
export function childSpec(options: Options): ChildSpec {
  return {
    id: idOf(options.name, "PartitionSupervisor"),
    start: () => startLink(options),
    type: "supervisor",
  };
}

function check(options: Options): Options {
  const where = "PartitionSupervisor.startLink";
  if (typeof options !== "object" || options === null)
    throw badArgument(where, "options with `childSpec` and `name`", options);
  const { childSpec: child, name, partitions: count, withArguments } = options;
  const { autoShutdown = "never" } = options as { readonly autoShutdown?: unknown };
  if (autoShutdown !== "never") throw badArgument(where, '`autoShutdown`: "never"', autoShutdown);
  if (child === undefined) throw badArgument(where, "the option `childSpec`", options);
  if (name === undefined)
    throw badArgument(where, "the option `name`", options, "By it the partitions are found.");
  if (count !== undefined && !(isCount(count) && count > 0)) {
    throw badArgument(where, "`partitions`: a whole number from 1", count);
  }
  if (withArguments !== undefined && typeof withArguments !== "function") {
    throw badArgument(where, "`withArguments`: a function of the arguments and the partition", withArguments);
  }
  return options;
}

function partitionOf(
  child: Child,
  partition: number,
  count: number,
  withArguments: NonNullable<Options["withArguments"]>,
): ChildSpec {
  const spec = isModuleTuple(child)
    ? specificationOf([child[0] as never, withArguments([child[1]], partition)[0]])
    : specificationOf(child);
  const args = isModuleTuple(child) ? [] : withArguments([], partition);
  function* start(): Steps<Term> {
    const outcome = yield* startChild(() => spec.start(...(args as never[])));
    if (outcome[0] === "error") throw new StartError(outcome[1]);
    if (isPid(outcome[1])) remember(self(), partition, count, outcome[1]);
    return outcome.length === 3 ? outcome : outcome[1];
  }
  const modules = spec.modules ?? (isModuleTuple(child) ? [child[0]] : []);
  return { ...spec, modules, id: partition, start };
}

// ---- Where the partitions are ----------------------------------------------------------------------------------------

/** The partitions of one supervisor. */
interface Table {
  /** By number. */
  readonly pids: (Pid | undefined)[];
  /** How many are in use: the first ones. */
  active: number;
}

const TABLES = Symbol("partitions");

/** Every partition supervisor of the node; forgotten with its pid. */
const tables = () => here().extension(TABLES, () => new WeakMap<Pid, Table>());

function remember(supervisor: Pid, partition: number, count: number, pid: Pid): void {
  const table = tables().get(supervisor) ?? {
    pids: new Array<undefined>(count).fill(undefined),
    active: count,
  };
  table.pids[partition] = pid;
  tables().set(supervisor, table);
}

function tableOf(name: Name | Pid): Table | undefined {
  const supervisor = GenServer.whereis(name);
  return supervisor === undefined ? undefined : tables().get(supervisor);
}

/**
 * How many partitions there are. Exits with `["noproc", ...]` if there is no such supervisor. Follows
 * `PartitionSupervisor.partitions/1`.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor } from "beamish";
 * const name = "tills";
 * await PartitionSupervisor.startLink({ name, childSpec: [Agent, () => 0], partitions: 2 });
 * console.log(PartitionSupervisor.partitions(name));
 * //> 2
 * ```
 */
export function partitions(name: Name | Pid): number {
  return existing("partitions", name, [name]).active;
}

/**
 * Changes how many partitions are in use, between 0 and the number with which the supervisor was started: stops the last ones,
 * or starts them again. Gives the number before. While it waits, keys go to the partitions that remain.
 *
 * Throws `ArgumentError` for another number; exits with `["noproc", ...]` if there is no such supervisor. Follows
 * `PartitionSupervisor.resize!/2`.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor } from "beamish";
 * const name = "tills";
 * await PartitionSupervisor.startLink({ name, childSpec: [Agent, () => 0], partitions: 2 });
 * console.log(await PartitionSupervisor.resize(name, 1), PartitionSupervisor.partitions(name));
 * //> 2 1
 * ```
 */
export function resize(name: Name | Pid, count: number): Op<number> {
  return operation("PartitionSupervisor.resize()", function* () {
    const table = existing("resize", name, [name, count]);
    const { length: most } = table.pids;
    if (!isCount(count) || count > most) {
      throw badArgument("PartitionSupervisor.resize", `a number of partitions from 0 to ${most}`, count);
    }
    const before = table.active;
    for (let id = before; id < count; id++) yield* Supervisor.restartChild(name, id);
    table.active = count;
    for (let id = count; id < before; id++) yield* Supervisor.terminateChild(name, id);
    return before;
  });
}

function existing(where: string, name: Name | Pid, args: readonly unknown[]): Table {
  const table = tableOf(name);
  if (table === undefined) throw new Exit(["noproc", ["PartitionSupervisor", where, args]]);
  return table;
}

type Key = readonly [name: Name, key: Term];

/**
 * The process for a key: what `["via", PartitionSupervisor, [name, key]]` means. Integers take turns (`key` modulo the number
 * of partitions).
 *
 * Exits with `["noproc", ...]` if there is no such supervisor, and throws `ArgumentError` when it has been resized to 0.
 * `undefined` only while the process is not there.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor } from "beamish";
 * const name = "tills";
 * await PartitionSupervisor.startLink({ name, childSpec: [Agent, () => 0], partitions: 2 });
 * const [zero, one, two] = [0, 1, 2].map((key) => PartitionSupervisor.whereisName([name, key]));
 * console.log(zero === two, zero === one);
 * //> true false
 * ```
 */
export function whereisName([name, key]: Key): Pid | undefined {
  const { pids, active } = existing("partitions", name, [name]);
  if (active === 0) {
    const advice = "It has been resized to zero partitions.";
    throw badArgument("PartitionSupervisor", "a supervisor with partitions", name, advice);
  }
  return pids[(Number.isInteger(key) ? Math.abs(key as number) : hash(inspect(key))) % active];
}

/**
 * Sends to the process for a key, and gives the message. Exits with `["noproc", ...]` if there is no such supervisor. Used by
 * `send(["via", PartitionSupervisor, [name, key]], message)`.
 *
 * @example
 * ```ts
 * import { PartitionSupervisor, receive, self, send, spawnLink } from "beamish";
 * const me = self();
 * const echo = () => spawnLink(function* () { send(me, ["got", yield* receive()]); });
 * await PartitionSupervisor.startLink({ name: "echo", childSpec: { id: "echo", start: echo } });
 * PartitionSupervisor.send(["echo", "any key"], "hi");
 * console.log(await receive());
 * //> ["got", "hi"]
 * ```
 */
export function send(key: Key, message: Term): Term {
  const pid = whereisName(key);
  return pid === undefined ? message : sendTo(pid, message);
}

/**
 * Throws `ArgumentError`: a partition cannot be taken by another process. It is here because every `via` module has it.
 *
 * @example
 * ```ts
 * import { ArgumentError, PartitionSupervisor, self } from "beamish";
 * try {
 *   PartitionSupervisor.registerName(["tills", 0], self());
 * } catch (error) {
 *   console.log(error instanceof ArgumentError);
 * }
 * //> true
 * ```
 */
export function registerName(key: Key, pid: Pid): never {
  throw badArgument(
    "PartitionSupervisor",
    "a name that can be registered",
    key,
    `${pid} cannot become a partition.`,
  );
}

/**
 * Throws `ArgumentError`: a partition keeps its place. It is here because every `via` module has it.
 *
 * @example
 * ```ts
 * import { ArgumentError, PartitionSupervisor } from "beamish";
 * try {
 *   PartitionSupervisor.unregisterName(["tills", 0]);
 * } catch (error) {
 *   console.log(error instanceof ArgumentError);
 * }
 * //> true
 * ```
 */
export function unregisterName(key: Key): never {
  throw badArgument(
    "PartitionSupervisor",
    "a name that can be unregistered",
    key,
    "Partitions keep their places.",
  );
}

// ---- As any supervisor -----------------------------------------------------------------------------------------------

/**
 * The partitions, the last one first: `[number, pid, type, modules]`. Follows `PartitionSupervisor.which_children/1`.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor } from "beamish";
 * const name = "tills";
 * await PartitionSupervisor.startLink({ name, childSpec: [Agent, () => 0], partitions: 2 });
 * console.log((await PartitionSupervisor.whichChildren(name)).map(([id]) => id));
 * //> [1, 0]
 * ```
 */
export function whichChildren(name: Server): Op<readonly ChildInfo[]> {
  return Supervisor.whichChildren(name);
}

/**
 * How many partitions there are, and how many live. Follows `PartitionSupervisor.count_children/1`.
 *
 * @example
 * ```ts
 * import { Agent, PartitionSupervisor } from "beamish";
 * const name = "tills";
 * await PartitionSupervisor.startLink({ name, childSpec: [Agent, () => 0], partitions: 2 });
 * console.log(await PartitionSupervisor.countChildren(name));
 * //> { specs: 2, active: 2, supervisors: 0, workers: 2 }
 * ```
 */
export function countChildren(name: Server): Op<Counts> {
  return Supervisor.countChildren(name);
}

/**
 * Stops the supervisor with all its partitions, within `timeout` milliseconds. Follows `PartitionSupervisor.stop/3`.
 *
 * @example
 * ```ts
 * import { Agent, GenServer, PartitionSupervisor } from "beamish";
 * const name = "tills";
 * await PartitionSupervisor.startLink({ name, childSpec: [Agent, () => 0], partitions: 2 });
 * console.log(await PartitionSupervisor.stop(name), GenServer.whereis(name));
 * //> ok undefined
 * ```
 */
export function stop(name: Server, reason: unknown = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return Supervisor.stop(name, reason, timeout);
}
