/** A flow as a value: what is to be done with events, and how many stages do it. Nothing runs before it is asked for. */
import { badArgument } from "../../term/errors.ts";
import { operation } from "../../node/operation.ts";
import type { Op } from "../../node/operation.ts";
import type { Steps } from "../../kernel/process.ts";
import type { Pid } from "../../term/term.ts";
import type { Waiting } from "../../gen/perform.ts";
import type { Server } from "../../names.ts";
import * as Process from "../../process.ts";
import * as DynamicSupervisor from "../../supervision/dynamic-supervisor.ts";
import * as GenStage from "../gen-stage.ts";
import type { SubscribeOptions } from "../module.ts";
import { coordinate } from "./coordinator.ts";
import { departed, parted } from "./departition.ts";
import type { Reducer } from "./panes.ts";
import { EMPTY, checkFunction, checkOptions, layerOf, stagesOf } from "./parts.ts";
import type { FlowOptions, PartitionOptions, Parts } from "./parts.ts";
import { startFlow } from "./start.ts";
import type { Origin } from "./start.ts";
import { ascending, checkedTrigger, grouped, itemsOf, pushed } from "./states.ts";
import type { Trigger } from "./window.ts";

/** The items of a state that are emitted as events. */
export type ItemOf<State> = State extends Iterable<infer Item> ? Item : never;

/** Which of the stages of a partition it is, of how many. */
export interface Partition {
  readonly index: number;
  readonly stages: number;
}

/**
 * A flow of events of type `T`. Each method but those that run it gives another flow, and nothing happens yet.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const numbers = Flow.fromEnumerable([3, 1, 2, 3], { stages: 1 });
 * console.log(await numbers.filter((n) => n > 1).reject((n) => n > 2).toArray());
 * //> [2]
 * console.log(await numbers.mapBatch((batch) => batch.map((n) => n * 2)).shuffle({ stages: 1 }).sort().toArray());
 * //> [2, 4, 6, 6]
 * await numbers.uniq().forEach((n) => console.log(n));
 * //> 3
 * //> 1
 * //> 2
 * ```
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const words = Flow.fromEnumerable(["ant", "bee", "bat"], { stages: 1 });
 * console.log(await words.groupBy((word) => word[0]).toArray());
 * //> [["a", ["ant"]], ["b", ["bee", "bat"]]]
 * const numbered = words.emitAndReduce(() => 0, (word, n) => [[`${n} ${word}`], n + 1]);
 * console.log(await numbered.toArray());
 * //> ["0 ant", "1 bee", "2 bat"]
 * ```
 *
 * @example
 * ```ts
 * import { receive, self, send } from "beamish";
 * import { Flow, GenStage } from "beamish/stage";
 * const me = self();
 * const Reader: GenStage.Module<undefined> = {
 *   init: () => ["consumer", undefined],
 *   handleEvents: (events) => (send(me, events), ["noreply", [], undefined]),
 * };
 * const reader = await GenStage.startLink(Reader);
 * await Flow.fromEnumerable([1, 2], { stages: 1 }).intoStages([reader!]);
 * console.log(await receive());
 * //> [1, 2]
 * ```
 */
export class Flow<T> {
  /** For the functions of this folder. */
  readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  // ---- One event at a time -------------------------------------------------------------------------------------------

  /** Each event becomes what `f` gives for it. Follows `Flow.map/2`. */
  map<U>(f: (event: T) => U): Flow<U> {
    checkFunction("map", f);
    return this.mapBatch((events) => events.map((event) => f(event)));
  }

  /** Keeps the events for which `f` is true. Follows `Flow.filter/2`. */
  filter<U extends T>(f: (event: T) => event is U): Flow<U>;
  filter(f: (event: T) => boolean): Flow<T>;
  filter(f: (event: T) => boolean): Flow<T> {
    checkFunction("filter", f);
    return this.mapBatch((events) => events.filter((event) => f(event)));
  }

  /** Keeps the events for which `f` is false. Follows `Flow.reject/2`. */
  reject(f: (event: T) => boolean): Flow<T> {
    checkFunction("reject", f);
    return this.mapBatch((events) => events.filter((event) => !f(event)));
  }

  /** Each event becomes all that `f` gives for it. Follows `Flow.flat_map/2`. */
  flatMap<U>(f: (event: T) => Iterable<U>): Flow<U> {
    checkFunction("flatMap", f);
    return this.mapBatch((events) => events.flatMap((event) => [...f(event)]));
  }

  /** `f` is given events as they come, many at once: it is called seldom. Follows `Flow.map_batch/2`. */
  mapBatch<U>(f: (events: readonly T[]) => readonly U[]): Flow<U> {
    checkFunction("mapBatch", f);
    const { before, after, reducer } = this.parts;
    const step = f as unknown as Parts["before"][number];
    const steps = reducer === undefined ? { before: [...before, step] } : { after: [...after, step] };
    return new Flow<U>({ ...this.parts, ...steps });
  }

  // ---- Other stages --------------------------------------------------------------------------------------------------

  /** Sends events on to other stages, equal keys to the same one: what is reduced there is whole. Follows `Flow.partition/2`. */
  partition(options: PartitionOptions<T> = {}): Flow<T> {
    return new Flow<T>(layered([this as unknown as Flow<never>], checkOptions("partition", options), true));
  }

  /** Sends events on to other stages, whichever has time. Follows `Flow.shuffle/2`. */
  shuffle(options: FlowOptions<T> = {}): Flow<T> {
    return new Flow<T>(layered([this as unknown as Flow<never>], checkOptions("shuffle", options), false));
  }

  // ---- Many events together ------------------------------------------------------------------------------------------

  /**
   * Reduces the events of each stage and window, beginning with what `init` gives. What is in the state at the end (it is an
   * array, a `Map` or the like) is emitted; `emit` and `onTrigger` say otherwise. Follows `Flow.reduce/3`.
   */
  reduce<State>(init: () => State, f: (event: T, state: State) => State): ReducedFlow<State> {
    checkFunction("reduce", init);
    checkFunction("reduce", f);
    return this.#reduced(init, (event, state) => [[], f(event, state)]);
  }

  /** As `reduce`, and `f` also gives events to emit at once. Follows `Flow.emit_and_reduce/3`. */
  emitAndReduce<State, U>(
    init: () => State,
    f: (event: T, state: State) => readonly [events: readonly U[], state: State],
  ): Flow<U> {
    checkFunction("emitAndReduce", init);
    checkFunction("emitAndReduce", f);
    return this.#reduced<State>(init, f).onTrigger((state) => [[], state]);
  }

  #reduced<State>(
    init: () => State,
    f: (event: T, state: State) => readonly [events: readonly unknown[], state: State],
  ): ReducedFlow<State> {
    if (this.parts.reducer !== undefined)
      throw badArgument(
        "Flow.reduce",
        "events of a partition that is not reduced yet",
        this,
        "Partition it first.",
      );
    return new ReducedFlow<State>(this.parts, { init, reduce: f as never });
  }

  /** A `Map` of arrays: the events of each stage by what `key` gives for them. Follows `Flow.group_by/3`. */
  groupBy<Key, Value = T>(
    key: (event: T) => Key,
    value: (event: T) => Value = (event) => event as unknown as Value,
  ): ReducedFlow<Map<Key, Value[]>> {
    checkFunction("groupBy", key);
    return this.reduce(
      () => new Map<Key, Value[]>(),
      (event, groups) => grouped(key(event), value(event), groups),
    );
  }

  /** Drops events whose `by` (the event itself) has come to the same stage before. Follows `Flow.uniq_by/2`. */
  uniq(by: (event: T) => unknown = (event) => event): Flow<T> {
    checkFunction("uniq", by);
    return this.emitAndReduce(
      () => new Set<unknown>(),
      (event, seen) => {
        const isNew = !seen.has(by(event));
        return [isNew ? [event] : [], seen.add(by(event))];
      },
    );
  }

  /** The events of each stage in order: of `compare`, as `Array.sort` has it, or by `<`. */
  sort(compare: (a: T, b: T) => number = ascending): Flow<T> {
    checkFunction("sort", compare);
    const all = this.reduce<T[]>(() => [], pushed);
    return all.onTrigger((events) => [[...events].sort(compare), events]);
  }

  /** One event: the first `count` of all events in order. Follows `Flow.take_sort/3`. */
  takeSort(count: number, compare: (a: T, b: T) => number = ascending): Flow<T[]> {
    checkFunction("takeSort", compare);
    if (!Number.isInteger(count) || count < 0)
      throw badArgument("Flow.takeSort", "a number of events: a whole number from 0", count);
    const first = (events: readonly T[]) => [...events].sort(compare).slice(0, count);
    const { reducer, options } = this.parts;
    const each = reducer === undefined ? this : this.shuffle({ stages: stagesOf(options) });
    return each
      .reduce<T[]>(() => [], pushed)
      .onTrigger((events) => [[first(events)], []])
      .departition(
        () => [] as T[],
        (events, all) => first([...all, ...events]),
        (all) => all,
      );
  }

  // ---- Running -------------------------------------------------------------------------------------------------------

  /**
   * Runs the flow for what it does, and gives `"ok"`. If a stage fails, the caller exits with
   * `[reason, ["GenStage", "close_stream", []]]`. Follows `Flow.run/1`.
   */
  run(): Op<"ok"> {
    return this.forEach(() => undefined);
  }

  /** Runs the flow and gives all events, in no particular order; fails as `run` does. Follows `Enum.to_list/1`. */
  toArray(): Op<T[]> {
    return this.take(Infinity);
  }

  /** Runs the flow until it has given `count` events; fails as `run` does. Follows `Enum.take/2`. */
  take(count: number): Op<T[]> {
    return operation("Flow.take()", () => this.#consume((stream) => stream.take(count)));
  }

  /** Runs the flow and calls `visit` (which may be a generator that waits) with each event; fails as `run` does. */
  forEach(visit: (event: T) => Waiting<unknown> | unknown): Op<"ok"> {
    checkFunction("forEach", visit);
    return operation("Flow.forEach()", () => this.#consume((stream) => stream.forEach(visit)));
  }

  *#consume<R>(consume: (stream: GenStage.StageStream<T>) => Op<R>): Steps<R> {
    const { supervisor, first, last } = yield* startFlow(layerOf(this.parts));
    try {
      const subscriptions = last.map((pid) => [pid, { cancel: "transient" }] as const);
      return yield* consume(GenStage.stream<T>(subscriptions, { producers: first }));
    } finally {
      Process.unlink(supervisor);
      yield* DynamicSupervisor.stop(supervisor, "shutdown");
    }
  }

  /**
   * Starts the flow linked to the caller, for what it does: its events are dropped. Gives a process that ends with it.
   * Follows `Flow.start_link/2`.
   */
  startLink(): Op<Pid> {
    return operation("Flow.startLink()", () => this.#into([]));
  }

  /**
   * Starts the flow linked to the caller, and subscribes consumers to it, each with its options. Gives a process that ends with
   * the flow. Follows `Flow.into_stages/3`.
   */
  intoStages(consumers: readonly (Server | readonly [Server, SubscribeOptions])[]): Op<Pid> {
    if (!Array.isArray(consumers)) throw badArgument("Flow.intoStages", "a list of consumers", consumers);
    return operation("Flow.intoStages()", () => this.#into(consumers));
  }

  *#into(consumers: readonly (Server | readonly [Server, SubscribeOptions])[]): Steps<Pid> {
    return yield* coordinate(() => startFlow(layerOf(this.parts)), consumers);
  }
}

/**
 * A flow whose events are being reduced: what becomes of the states is still to be said.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const sums = Flow.fromEnumerable([1, 2, 3, 4], { stages: 1 })
 *   .partition({ stages: 2, key: (n) => n % 2 })
 *   .reduce(() => 0, (n, sum) => n + sum);
 * const each = sums.onTrigger((sum, { index }) => [[`${index}: ${sum}`], sum]);
 * console.log((await each.toArray()).length);
 * //> 2
 * const all = sums.departition(() => 0, (sum, total) => sum + total, (total) => total);
 * console.log(await all.toArray());
 * //> [10]
 * ```
 */
export class ReducedFlow<State> extends Flow<ItemOf<State>> {
  readonly #start: Omit<Reducer, "trigger">;

  constructor(parts: Parts, start: Omit<Reducer, "trigger">, trigger: Reducer["trigger"] = itemsOf) {
    super({ ...parts, reducer: () => ({ ...start, trigger }) });
    this.#start = start;
  }

  /**
   * What is emitted of a state: its items (`"events"`, the default), itself (`"state"`), or `"nothing"`. Follows
   * `Flow.emit/2`.
   */
  emit(what: "events"): TriggeredFlow<ItemOf<State>>;
  emit(what: "state"): TriggeredFlow<State>;
  emit(what: "nothing"): TriggeredFlow<never>;
  emit(what: "events" | "state" | "nothing"): TriggeredFlow<unknown> {
    if (what === "state") return this.onTrigger((state) => [[state], state]);
    if (what === "nothing") return this.onTrigger((state) => [[], state]);
    if (what === "events") return this.onTrigger((state) => itemsOf(state) as [never[], State]);
    throw badArgument("Flow.emit", '"events", "state" or "nothing"', what);
  }

  /**
   * Calls `f` with the state whenever it is wanted: at the end of a window, and when its triggers say so. It gives events to emit
   * and the state to go on with. Follows `Flow.on_trigger/2`.
   */
  onTrigger<U>(
    f: (
      state: State,
      partition: Partition,
      trigger: Trigger,
    ) => readonly [events: readonly U[], state: State],
  ): TriggeredFlow<U> {
    checkFunction("onTrigger", f);
    const stages = stagesOf(this.parts.options);
    return new TriggeredFlow<U>({
      ...this.parts,
      reducer: (index) => ({
        ...this.#start,
        trigger: (state, trigger) => checkedTrigger(f(state as State, { index, stages }, trigger)),
      }),
    });
  }

  /** As that of what `emit("state")` gives. Follows `Flow.departition/5`. */
  departition<Acc, U>(
    init: () => Acc,
    merge: (state: State, acc: Acc) => Acc,
    done: (acc: Acc, window: Trigger[1]) => U,
  ): Flow<U> {
    return this.emit("state").departition(init, merge, done);
  }
}

/** A flow of what has been emitted of states. */
export class TriggeredFlow<T> extends Flow<T> {
  /**
   * Brings together what all stages emit, window by window: begins with what `init` gives, merges each event into it whenever a
   * stage emits some, and when the window is done in all of them emits what `done` makes of it. A state that is emitted more
   * than once should begin anew each time: `onTrigger((sum) => [[sum], 0])`. Follows `Flow.departition/5`.
   */
  departition<Acc, U>(
    init: () => Acc,
    merge: (event: T, acc: Acc) => Acc,
    done: (acc: Acc, window: Trigger[1]) => U,
  ): Flow<U> {
    for (const f of [init, merge, done]) checkFunction("departition", f);
    const { parts } = this;
    const stages = stagesOf(parts.options);
    const each = new Flow<never>({ ...parts, reducer: (index) => parted(parts.reducer!(index), index) });
    return new Flow<U>({
      ...each.shuffle({ stages: 1 }).parts,
      reducer: () => departed(stages, init, merge as never, done as never),
    });
  }
}

// ---- Making flows ----------------------------------------------------------------------------------------------------

/** A flow from an origin. */
export function flowFrom<T>(where: string, origin: Origin, options: FlowOptions<T>): Flow<T> {
  const checked = checkOptions(where, options);
  return new Flow<T>({ ...EMPTY, origin, options: checked });
}

/** The parts of a flow from other flows. */
export function layered(
  flows: readonly Flow<never>[],
  options: PartitionOptions<never>,
  isPartitioned: boolean,
): Parts {
  return { ...EMPTY, origin: ["layers", flows.map(({ parts }) => layerOf(parts))], options, isPartitioned };
}
