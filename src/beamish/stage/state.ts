/** What the process of a stage knows, and how it begins. */
import { isPid } from "../kernel/term.ts";
import type { Pid, Ref, Term } from "../kernel/term.ts";
import { newBuffer } from "./buffer.ts";
import type { Buffer } from "./buffer.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { demandDispatcher } from "./dispatchers/demand.ts";
import type { Module, StageOptions, StageType, SubscribeOptions } from "./module.ts";

/** A subscription to a producer. */
export interface Source {
  readonly pid: Pid;
  readonly ref: Ref;
  readonly cancel: "permanent" | "transient" | "temporary";
  readonly isManual: boolean;
  readonly min: number;
  readonly max: number;
  open: number;
}

export interface Stage {
  readonly module: Module<Term>;
  readonly type: StageType;
  state: Term;
  readonly sources: Map<Ref, Source>;
  /** Monitors of the consumers, by subscription. */
  readonly consumers: Map<Ref, { readonly pid: Pid; readonly monitor: Ref }>;
  readonly dispatcher: Dispatcher<Term>;
  dispatching: Term;
  buffer: Buffer;
  /** Demand that is kept until it is forwarded; `undefined` while it is. */
  accumulated: number | undefined;
  /** In a producer_consumer: batches for which there is no demand yet, and the demand. */
  readonly held: { source: Source; events: readonly Term[]; ask: number }[];
  wanted: number;
}

/** Not a plain object: `Sys.getState` shows it, and freezes only what is plain. */
const OWN = {};

/** Makes the state of a stage, or says what is wrong with its options. */
export function newStage(
  module: Module<Term>,
  type: StageType,
  state: Term,
  options: StageOptions,
): Stage | string {
  const { dispatcher = demandDispatcher, bufferKeep = "last", demand = "forward" } = options;
  const { bufferSize = type === "producer" ? 10_000 : "infinity" } = options;
  const [strategy, given] = Array.isArray(dispatcher)
    ? dispatcher
    : [dispatcher as Dispatcher<Term>, undefined];
  const size = bufferSize === "infinity" ? Infinity : bufferSize;
  if (typeof size !== "number" || !(size >= 0))
    return "expected bufferSize to be a number from 0 or infinity";
  if (bufferKeep !== "first" && bufferKeep !== "last") return "expected bufferKeep to be first or last";
  if (demand !== "forward" && demand !== "accumulate") return "expected demand to be forward or accumulate";
  return Object.assign(Object.create(OWN) as object, {
    module,
    type,
    state,
    sources: new Map(),
    consumers: new Map(),
    dispatcher: strategy,
    dispatching: strategy.init(given),
    buffer: newBuffer(size, bufferKeep),
    accumulated: demand === "forward" ? undefined : 0,
    held: [],
    wanted: 0,
  });
}

/** The bounds of a subscription, or what is wrong with them. */
export function boundsOf(options: SubscribeOptions): Pick<Source, "cancel" | "min" | "max"> | string {
  const { cancel = "permanent", maxDemand = 1000, minDemand = Math.floor(maxDemand / 2) } = options;
  if (!["permanent", "transient", "temporary"].includes(cancel))
    return "expected cancel to be permanent, transient or temporary";
  if (!Number.isInteger(maxDemand) || maxDemand < 1) return "expected maxDemand to be a whole number from 1";
  if (!Number.isInteger(minDemand) || minDemand < 0 || minDemand >= maxDemand)
    return "expected minDemand to be a whole number from 0 and less than maxDemand";
  return { cancel, max: maxDemand, min: minDemand };
}

/** A place to subscribe to, with its options. */
export function splitTarget(target: Term): readonly [server: Term, options: SubscribeOptions] {
  const hasOptions = Array.isArray(target) && target.length === 2 && isOptions(target[1]);
  return hasOptions ? [target[0], target[1]] : [target, {}];
}

function isOptions(term: unknown): term is SubscribeOptions {
  return typeof term === "object" && term !== null && !Array.isArray(term) && !isPid(term);
}
