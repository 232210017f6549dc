/** What the process of a stage knows, and how it begins. */
import { inspect } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import { Buffer } from "./buffer.ts";
import type { Dispatcher } from "./dispatcher.ts";
import { demandDispatcher } from "./dispatchers/demand.ts";
import type { Module, StageOptions, StageType } from "./module.ts";
import { BadOption, integer, oneOf, onlyKnown } from "./options.ts";
import type { Bounds } from "./options.ts";

/** A subscription to a producer. */
export interface Source extends Bounds {
  readonly pid: Pid;
  readonly ref: Ref;
  readonly isManual: boolean;
  /** What was asked for and has not come. */
  open: number;
}

/** What a producer keeps while it accumulates demand, in the order in which it came. */
type Kept = readonly ["demand", number] | readonly ["events", readonly Term[]];

/** What a producer_consumer keeps until somebody wants events. */
export type Queued =
  | readonly ["events", Source, readonly Term[]]
  | readonly ["info", Term]
  | readonly ["cancel", Source, kind: "cancel" | "down", reason: Term];

export interface Stage {
  /** Replaced when the code is changed. */
  module: Module<Term>;
  readonly type: StageType;
  state: Term;
  readonly sources: Map<Ref, Source>;
  /** Monitors of the consumers, by subscription; and subscriptions by monitor. */
  readonly consumers: Map<Ref, { readonly pid: Pid; readonly monitor: Ref }>;
  readonly monitors: Map<Ref, Ref>;
  readonly dispatcher: Dispatcher<Term>;
  dispatching: Term;
  readonly buffer: Buffer;
  /** In a producer: `undefined` while demand is forwarded. */
  accumulated: Kept[] | undefined;
  /** In a producer_consumer: what has come and nobody wants yet, and how much is wanted. */
  readonly queue: Queued[];
  wanted: number;
}

/** Not a plain object: `Sys.getState` shows it, and freezes only what is plain. */
const OWN = {};

const KNOWN: Readonly<Record<StageType, readonly string[]>> = {
  producer: ["dispatcher", "bufferSize", "bufferKeep", "demand"],
  producer_consumer: ["dispatcher", "subscribeTo", "bufferSize", "bufferKeep"],
  consumer: ["subscribeTo"],
};

/** Makes the state of a stage. Throws `BadOption`, and `ArgumentError` for wrong options of the dispatcher. */
export function newStage(module: Module<Term>, type: StageType, state: Term, options: StageOptions): Stage {
  const given = options as Readonly<Record<string, Term>>;
  const [dispatcher, dispatching] = dispatcherOf(given["dispatcher"] ?? demandDispatcher);
  const { subscribeTo = [], bufferSize = type === "producer" ? 10_000 : "infinity" } = options;
  if (!Array.isArray(subscribeTo))
    throw new BadOption(`expected subscribeTo to be a list, got: ${inspect(subscribeTo)}`);
  const size = bufferSize === "infinity" ? Infinity : integer({ bufferSize }, "bufferSize", 0, 0);
  const keep = oneOf(given, "bufferKeep", ["last", "first"]);
  const demand = oneOf(given, "demand", ["forward", "accumulate"]);
  onlyKnown(given, KNOWN[type]);
  return Object.assign(Object.create(OWN) as object, {
    module,
    type,
    state,
    sources: new Map(),
    consumers: new Map(),
    monitors: new Map(),
    dispatcher,
    dispatching,
    buffer: new Buffer(size, keep),
    accumulated: demand === "forward" ? undefined : [],
    queue: [],
    wanted: 0,
  });
}

function dispatcherOf(given: Term): readonly [Dispatcher<Term>, state: Term] {
  const [dispatcher, options] = (Array.isArray(given) ? given : [given, undefined]) as [
    Dispatcher<Term>,
    Term,
  ];
  if (typeof dispatcher?.init !== "function" || typeof dispatcher.dispatch !== "function")
    throw new BadOption(
      `expected dispatcher to be a dispatcher or [dispatcher, options], got: ${inspect(given)}`,
    );
  return [dispatcher, dispatcher.init(options)];
}

/** What the stage shows of itself in reports and in `Sys.getStatus`. */
export function statusOf(stage: Stage, state: Term): Readonly<Record<string, Term>> {
  const { type, sources, consumers, dispatcher, buffer } = stage;
  const producers = [...sources.values()].map(({ pid }) => pid);
  if (type === "consumer") return { state, stage: type, producers };
  const producing = {
    dispatcher: dispatcher.name,
    consumers: [...consumers.values()].map(({ pid }) => pid),
    bufferSize: buffer.count,
  };
  return { state, stage: type, ...(type === "producer" ? {} : { producers }), ...producing };
}

/** The stage's registered name, or its pid: for reports. */
export function ownName(): string {
  const [, name] = Process.info(self(), "registered_name") ?? [];
  return typeof name === "string" ? name : self().toString();
}
