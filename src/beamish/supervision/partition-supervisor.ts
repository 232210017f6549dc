/**
 * `PartitionSupervisor`: several copies of one child, so that no single process is a bottleneck. Who needs the child names
 * it by a key: `["via", PartitionSupervisor, [name, key]]`, and the same key always gives the same copy. Follows Elixir's
 * `PartitionSupervisor`.
 *
 * Keys that are no integers are spread by another hash than Erlang's.
 */
import { badArgument, Exit, StartError } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import { send as sendTo, self } from "../primitives.ts";
import type { Name, Server } from "../names.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect, isPid, type Pid, type Term } from "../kernel/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { childSpec as specificationOf, isModuleTuple, type Child, type ChildSpec } from "./child-spec.ts";
import { isCount } from "./check-spec.ts";
import type { Options as SupervisorOptions } from "./options.ts";
import type { ChildInfo, Counts } from "./requests.ts";
import { startChild } from "./start-child.ts";
import * as Supervisor from "./supervisor.ts";

export interface Options extends Pick<SupervisorOptions, "maxRestarts" | "maxSeconds"> {
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
 * Throws `ArgumentError` for a bad option, and what `Supervisor.startLink` throws. Follows Elixir's `start_link/1`.
 */
export function startLink(options: Options): Op<Pid> {
  const { childSpec: child, name, partitions: count = 1, withArguments, ...rest } = check(options);
  const children = Array.from({ length: count }, (_, partition) =>
    partitionOf(child, partition, count, withArguments ?? ((args) => args)),
  );
  return Supervisor.startLink(children, { strategy: "one_for_one", name, ...rest });
}

/** The specification of a partition supervisor as a child: its name is its id. Follows Elixir's `child_spec/1`. */
export function childSpec(options: Options): ChildSpec {
  return { id: options.name ?? "PartitionSupervisor", start: () => startLink(options), type: "supervisor" };
}

function check(options: Options): Options {
  const where = "PartitionSupervisor.startLink";
  const { childSpec: child, name, partitions: count, withArguments } = options;
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
  return { ...spec, id: partition, start };
}

// ---- Where the partitions are ----------------------------------------------------------------------------------------

/** The partitions of one supervisor, by number. */
type Table = (Pid | undefined)[];

const TABLES = Symbol("partitions");

/** Every partition supervisor of the node; forgotten with its pid. */
const tables = () => here().extension(TABLES, () => new WeakMap<Pid, Table>());

function remember(supervisor: Pid, partition: number, count: number, pid: Pid): void {
  const table = tables().get(supervisor) ?? new Array<undefined>(count).fill(undefined);
  table[partition] = pid;
  tables().set(supervisor, table);
}

function tableOf(name: Name | Pid): Table | undefined {
  const supervisor = GenServer.whereis(name);
  return supervisor === undefined ? undefined : tables().get(supervisor);
}

/** How many partitions there are. Exits with `"noproc"` if there is no such supervisor. Follows `partitions/1`. */
export function partitions(name: Name | Pid): number {
  const table = tableOf(name);
  if (table === undefined) throw new Exit(["noproc", ["PartitionSupervisor", "partitions", [name]]]);
  return table.length;
}

type Key = readonly [name: Name, key: Term];

/** The process for a key, or `undefined`. For `["via", PartitionSupervisor, [name, key]]`. */
export function whereisName([name, key]: Key): Pid | undefined {
  const table = tableOf(name);
  return table?.[(Number.isInteger(key) ? Math.abs(key as number) : hash(inspect(key))) % table.length];
}

/** Sends to the process for a key. Exits with `"noproc"` if there is none. */
export function send(key: Key, message: Term): Term {
  const pid = whereisName(key);
  if (pid === undefined) throw new Exit(["noproc", ["PartitionSupervisor", "send", [key, message]]]);
  return sendTo(pid, message);
}

/** A partition cannot be taken by another process. */
export function registerName(key: Key, pid: Pid): never {
  throw badArgument(
    "PartitionSupervisor",
    "a name that can be registered",
    key,
    `${pid} cannot become a partition.`,
  );
}

/** A partition keeps its place. */
export function unregisterName(key: Key): never {
  throw badArgument(
    "PartitionSupervisor",
    "a name that can be unregistered",
    key,
    "Partitions keep their places.",
  );
}

/** FNV-1a of 32 bits, mixed once more so that the low bits, which decide, depend on all of the text. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}

// ---- As any supervisor -----------------------------------------------------------------------------------------------

/** The partitions: `[number, pid, type, modules]`. */
export function whichChildren(name: Server): Op<readonly ChildInfo[]> {
  return Supervisor.whichChildren(name);
}

/** How many partitions there are, and how many live. */
export function countChildren(name: Server): Op<Counts> {
  return Supervisor.countChildren(name);
}

/** Stops the supervisor with all its partitions. Follows Elixir's `PartitionSupervisor.stop/3`. */
export function stop(name: Server, reason: unknown = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return Supervisor.stop(name, reason, timeout);
}
