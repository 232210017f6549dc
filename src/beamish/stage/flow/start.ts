/** Making processes of a flow: a supervisor, the producers, and layer upon layer of stages. */
import type { Steps } from "../../kernel/process.ts";
import type { Pid } from "../../term/term.ts";
import type { Server } from "../../names.ts";
import * as DynamicSupervisor from "../../supervision/dynamic-supervisor.ts";
import { demandDispatcher } from "../dispatchers/demand.ts";
import { hashOf, partitionDispatcher } from "../dispatchers/partition.ts";
import type { Hash } from "../dispatchers/partition.ts";
import * as GenStage from "../gen-stage.ts";
import type { StageOptions, SubscribeOptions } from "../module.ts";
import { fromEnumerable } from "../streamer.ts";
import { flowStage } from "./stage.ts";
import type { Plan, Work } from "./stage.ts";

export type Dispatcher = NonNullable<StageOptions["dispatcher"]>;

/** Where the events of a layer come from: things to iterate over, stages that there are already, or other layers. */
export type Origin =
  | readonly ["enumerables", readonly Iterable<unknown>[]]
  | readonly ["stages", readonly Server[]]
  | readonly ["layers", readonly Layer[]];

/** Stages that all do the same work. */
export interface Layer {
  readonly origin: Origin;
  readonly work: Work | undefined;
  readonly stages: number;
  readonly demand: Pick<SubscribeOptions, "maxDemand" | "minDemand">;
  /** How events get to the stages of this layer: each to the one that the hash says, or to any. */
  readonly route: "any" | { readonly hash: Hash } | { readonly key: (event: unknown) => unknown };
}

export interface Started {
  readonly supervisor: Pid;
  /** The first stages, which wait until they are told to forward demand. */
  readonly first: readonly Server[];
  /** The last stages: their events are the flow's. */
  readonly last: readonly Pid[];
}

/** Starts the processes of a flow, linked to the caller. Nothing moves yet. */
export function* startFlow(layer: Layer): Steps<Started> {
  // A stage that fails takes with it all that depend on it, by their subscriptions: nothing is restarted.
  const supervisor = yield* DynamicSupervisor.startLink({ strategy: "one_for_one", maxRestarts: 0 });
  const first: Server[] = [];
  const last = yield* startLayer(supervisor, layer, demandDispatcher, first);
  return { supervisor, first, last };
}

function* startLayer(supervisor: Pid, layer: Layer, dispatcher: Dispatcher, first: Server[]): Steps<Pid[]> {
  const { origin, work, stages, demand } = layer;
  const isDirect = work === undefined && origin[0] === "enumerables";
  const producers = yield* startOrigin(supervisor, layer, isDirect ? dispatcher : dispatcherTo(layer), first);
  if (isDirect) return producers;
  const pids: Pid[] = [];
  for (let index = 0; index < stages; index++) {
    const partition = layer.route === "any" ? {} : { partition: index };
    const subscription = { ...demand, ...partition, cancel: "transient" } as const;
    const plan: Plan = { work: work ?? NOTHING, index, producers, subscription, dispatcher };
    pids.push(yield* startStage(supervisor, () => GenStage.startLink(flowStage, plan)));
  }
  return pids;
}

function* startOrigin(supervisor: Pid, layer: Layer, dispatcher: Dispatcher, first: Server[]): Steps<Pid[]> {
  const [kind, items] = layer.origin;
  const pids: Pid[] = [];
  if (kind === "stages") {
    first.push(...items);
    return items as Pid[];
  }
  for (const item of items) {
    if (kind === "layers") {
      pids.push(...(yield* startLayer(supervisor, item as Layer, dispatcher, first)));
      continue;
    }
    const start = () => fromEnumerable(item as Iterable<unknown>, { demand: "accumulate", dispatcher });
    pids.push(yield* startStage(supervisor, start));
    first.push(pids.at(-1)!);
  }
  return pids;
}

function* startStage(supervisor: Pid, start: () => ReturnType<typeof fromEnumerable>): Steps<Pid> {
  const spec = { id: "stage", start, restart: "temporary" } as const;
  return (yield* DynamicSupervisor.startChild(supervisor, spec)) as Pid;
}

function dispatcherTo({ route, stages }: Layer): Dispatcher {
  if (route === "any") return demandDispatcher;
  const hash: Hash = "hash" in route ? route.hash : (event) => [event, hashOf(route.key(event), stages)];
  return [partitionDispatcher, { partitions: stages, hash }];
}

const same = (events: readonly unknown[]) => events;
const NOTHING: Work = { map: same, reducer: undefined, window: undefined as never, finish: same };
