/**
 * `Flow`: work on collections, large or endless, shared out among stages. Follows Elixir's library `flow`; what there are
 * functions of a flow are methods here.
 */
import { badArgument } from "../../term/errors.ts";
import type { Server } from "../../names.ts";
import { Flow, flowFrom, layered } from "./flow.ts";
import { checkOptions } from "./parts.ts";
import type { FlowOptions, PartitionOptions } from "./parts.ts";

export * as Window from "./window.ts";
export { Flow, ReducedFlow, TriggeredFlow } from "./flow.ts";
export type { ItemOf, Partition } from "./flow.ts";
export { boundedJoin, windowJoin } from "./join.ts";
export type { JoinMode } from "./join.ts";
export type { FlowOptions, PartitionOptions } from "./parts.ts";
export type { Trigger, Triggered } from "./window.ts";

/**
 * A flow of the items of `items`, which may be endless. `options`: `stages` (4), `maxDemand` and `minDemand` of their
 * subscriptions, and the `window` for what is reduced. Throws `ArgumentError`. Follows `Flow.from_enumerable/2`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const words = ["the cat", "the dog", "the end"];
 * const counts = await Flow.fromEnumerable(words)
 *   .flatMap((line) => line.split(" "))
 *   .partition({ stages: 2 })
 *   .reduce(() => new Map<string, number>(), (word, map) => map.set(word, (map.get(word) ?? 0) + 1))
 *   .takeSort(2, ([, a], [, b]) => b - a)
 *   .toArray();
 * console.log(counts[0]![0]);
 * //> ["the", 3]
 * ```
 */
export function fromEnumerable<T>(items: Iterable<T>, options: FlowOptions<T> = {}): Flow<T> {
  return fromEnumerables([items], options);
}

/**
 * A flow of the items of several things to iterate over, each with a producer of its own. Follows `Flow.from_enumerables/2`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const [sum] = await Flow.fromEnumerables([[1, 2], [3]], { stages: 1 })
 *   .reduce(() => 0, (n, total) => n + total)
 *   .emit("state")
 *   .toArray();
 * console.log(sum);
 * //> 6
 * ```
 */
export function fromEnumerables<T>(lists: readonly Iterable<T>[], options: FlowOptions<T> = {}): Flow<T> {
  if (!Array.isArray(lists) || lists.length === 0)
    throw badArgument("Flow.fromEnumerables", "a list of things to iterate over", lists);
  for (const items of lists as readonly (Partial<Iterable<T>> | undefined)[])
    if (typeof items?.[Symbol.iterator] !== "function")
      throw badArgument("Flow.fromEnumerable", "something to iterate over", items);
  return flowFrom("fromEnumerables", ["enumerables", lists as readonly Iterable<T>[]], options);
}

/**
 * A flow of the events of producers that there are already. It ends when they end; an endless one is stopped with the process
 * that runs it. Follows `Flow.from_stages/2`.
 *
 * @example
 * ```ts
 * import { Flow, GenStage } from "beamish/stage";
 * const producer = await GenStage.fromEnumerable([1, 2, 3]);
 * console.log(await Flow.fromStages<number>([producer], { stages: 1 }).map((n) => n * 2).toArray());
 * //> [2, 4, 6]
 * ```
 */
export function fromStages<T>(producers: readonly Server[], options: FlowOptions<T> = {}): Flow<T> {
  if (!Array.isArray(producers) || producers.length === 0)
    throw badArgument("Flow.fromStages", "a list of producers", producers);
  return flowFrom("fromStages", ["stages", producers as readonly Server[]], options);
}

/**
 * One flow of the events of several, partitioned. Follows `Flow.merge/2`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const [odd, even] = [Flow.fromEnumerable([1, 3]), Flow.fromEnumerable([2, 4])];
 * console.log((await Flow.merge([odd, even]).toArray()).length);
 * //> 4
 * ```
 */
export function merge<T>(flows: readonly Flow<T>[], options: PartitionOptions<T> = {}): Flow<T> {
  if (!Array.isArray(flows) || flows.length === 0) throw badArgument("Flow.merge", "a list of flows", flows);
  return new Flow<T>(layered(flows as unknown as Flow<never>[], checkOptions("merge", options), true));
}
