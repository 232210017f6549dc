/** Starting a registry: what it is told, and where it stands below a supervisor. */
import { badArgument } from "../term/errors.ts";
import type { Op } from "../node/operation.ts";
import type { Pid } from "../term/term.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import * as Supervisor from "../supervision/supervisor.ts";
import type { Keys } from "./partition.ts";
import { supervisor, type Meta, type Registry } from "./supervisor.ts";

export interface Options {
  /** Whether a key belongs to one process, or to any number of them. */
  readonly keys: Keys;
  readonly name: string;
  /** Names of processes that are told of every `["register", registry, key, pid, value]` and `["unregister", ...]`. */
  readonly listeners?: readonly string[];
  /** First metadata: an object, or pairs of key and value. */
  readonly meta?: Meta;
  /** Among how many processes the entries are divided. Default 1: on one thread more do not make it faster. */
  readonly partitions?: number;
  /** Of no effect: tables are in the memory of the host. */
  readonly compressed?: boolean;
}

/**
 * Starts a registry linked to the caller: a supervisor, whose children are the partitions.
 *
 * Throws `ArgumentError` for a wrong option and `StartError` for a taken name. Follows `Registry.start_link/1`.
 *
 * @example
 * ```ts
 * import { Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "kitchen", "warm");
 * console.log(Registry.count("rooms"));
 * //> 1
 * ```
 */
export function startLink(options: Options): Op<Pid> {
  const registry = checkOptions(options);
  const argument = { registry, meta: options.meta ?? [] };
  return Supervisor.startLink(supervisor, argument, { name: registry.name }) as Op<Pid>;
}

function checkOptions(options: Options): Registry {
  const where = "Registry.startLink";
  const { keys: kind, name, partitions = 1, listeners = [], meta = [], compressed = false } = options ?? {};
  if (kind !== "unique" && kind !== "duplicate")
    throw badArgument(where, '`keys`: "unique" or "duplicate"', kind);
  if (typeof name !== "string") throw badArgument(where, "`name`: a string", name);
  if (!Number.isInteger(partitions) || partitions < 1)
    throw badArgument(where, "`partitions`: a whole number from 1", partitions);
  if (typeof compressed !== "boolean") throw badArgument(where, "`compressed`: a boolean", compressed);
  if (!Array.isArray(listeners) || !listeners.every((listener) => typeof listener === "string"))
    throw badArgument(where, "`listeners`: a list of names of processes", listeners);
  const arePairs = Array.isArray(meta)
    ? meta.every((pair) => Array.isArray(pair) && pair.length === 2)
    : typeof meta === "object" && meta !== null;
  if (!arePairs) throw badArgument(where, "`meta`: an object, or pairs of key and value", meta);
  return { name, kind, partitions, listeners };
}

/**
 * The specification of a registry as a child: its name is its id. Follows `Registry.child_spec/1`.
 *
 * @example
 * ```ts
 * import { Registry, Supervisor } from "beamish";
 * await Supervisor.startLink([[Registry, { keys: "unique", name: "rooms" }]], { strategy: "one_for_one" });
 * console.log(Registry.childSpec({ keys: "unique", name: "rooms" }).id, Registry.count("rooms"));
 * //> rooms 0
 * ```
 */
export function childSpec(options: Options): ChildSpec {
  return { id: options?.name ?? "Registry", start: () => startLink(options), type: "supervisor" };
}
