/** What a flow is made of, before there are any processes. */
import { badArgument } from "../../term/errors.ts";
import type { Hash } from "../dispatchers/partition.ts";
import type { SubscribeOptions } from "../module.ts";
import type { Reducer } from "./panes.ts";
import type { Layer, Origin } from "./start.ts";
import { global } from "./window.ts";
import type { Window } from "./window.ts";

export interface FlowOptions<T = unknown> extends Pick<SubscribeOptions, "maxDemand" | "minDemand"> {
  /** How many stages do the work. Default 4: in Elixir as many as there are schedulers, but here they share one. */
  readonly stages?: number;
  /** How events are cut into parts that are reduced. Default `Window.global()`. */
  readonly window?: Pick<Window<T>, "kind" | "extras">;
}

export interface PartitionOptions<T> extends FlowOptions<T> {
  /** What decides which stage an event goes to. Default the event itself. */
  readonly key?: (event: T) => unknown;
  /** Instead of `key`: gives the event and the number of its stage, or `"none"` to drop it. */
  readonly hash?: (event: T) => readonly [event: unknown, stage: number] | "none";
}

/** What is done with a batch of events. */
export type Step = (events: readonly unknown[]) => readonly unknown[];

/** What a flow is made of. `steps` come before `reducer`, or after it if there is one. */
export interface Parts {
  readonly origin: Origin;
  readonly options: PartitionOptions<never>;
  readonly isPartitioned: boolean;
  readonly before: readonly Step[];
  readonly reducer: ((index: number) => Reducer) | undefined;
  readonly after: readonly Step[];
  /** What comes before all that in the stages of a join: gives its reducer, around the rest of the work. */
  readonly joined?: (rest: Reducer) => Reducer;
}

const run =
  (steps: readonly Step[]): Step =>
  (events) =>
    steps.reduce((all, step) => step(all), events);

/** Throws `ArgumentError` unless `value` is a function. */
export function checkFunction(where: string, value: unknown): void {
  if (typeof value !== "function") throw badArgument(`Flow.${where}`, "a function", value);
}

/** What all flows begin with. */
export const EMPTY = { isPartitioned: false, before: [], reducer: undefined, after: [] } as const;

/** How many stages do the work. */
export const stagesOf = ({ stages = 4 }: FlowOptions<never>): number => stages;

/** Throws `ArgumentError` unless the options are right. */
export function checkOptions<T>(where: string, options: PartitionOptions<T>): PartitionOptions<never> {
  const name = `Flow.${where}`;
  if (typeof options !== "object" || options === null) throw badArgument(name, "options", options);
  const { stages = 4, window, key, hash } = options;
  if (!Number.isInteger(stages) || stages < 1)
    throw badArgument(name, "`stages`: a whole number from 1", stages);
  if (window !== undefined && (window as Partial<Window>).kind === undefined)
    throw badArgument(name, "`window`: such as Flow.Window.count(10)", window);
  for (const [option, value] of Object.entries({ key, hash }))
    if (value !== undefined && typeof value !== "function")
      throw badArgument(name, `\`${option}\`: a function of an event`, value);
  return options as PartitionOptions<never>;
}

/** Steps, and a reducer if there is one, as one reducer. */
function asReducer(map: Step, reducer: Reducer | undefined): Reducer {
  if (reducer === undefined)
    return {
      init: () => undefined,
      reduce: (event, state) => [map([event]), state],
      trigger: (state) => [[], state],
    };
  return {
    ...reducer,
    reduce(event, state) {
      const emitted: unknown[] = [];
      for (const one of map([event])) {
        const [events, next] = reducer.reduce(one, state);
        emitted.push(...events);
        state = next;
      }
      return [emitted, state];
    },
  };
}

/** What is to be started. Throws `ArgumentError` if there is a window and nothing to be done in it. */
export function layerOf({ origin, options, isPartitioned, before, reducer, after, joined }: Parts): Layer {
  const { maxDemand, minDemand, key = (event: unknown) => event, hash, window } = options;
  const isIdle = before.length === 0 && reducer === undefined && origin[0] !== "layers";
  if (isIdle && window !== undefined && window.kind.type !== "global")
    throw badArgument("Flow", "something to be done in the stages that have a window", window.kind.type);
  const steps = run(before);
  const around = joined && ((index: number) => joined(asReducer(steps, reducer?.(index))));
  const work = {
    map: joined === undefined ? steps : run([]),
    reducer: around ?? reducer,
    window: (window ?? global()) as Window<never>,
    finish: run(after),
  };
  return {
    origin,
    work: isIdle && origin[0] === "enumerables" ? undefined : work,
    stages: stagesOf(options),
    demand: { ...(maxDemand && { maxDemand }), ...(minDemand !== undefined && { minDemand }) },
    route: !isPartitioned ? "any" : hash === undefined ? { key: key as never } : { hash: hash as Hash },
  };
}
