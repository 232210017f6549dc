/** The callback module of a `GenStage`: what each callback gets and may return. */
import type { Steps } from "../kernel/process.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import type { From } from "../gen/call.ts";
import type { Status } from "../gen/gen-server-module.ts";
import type { Server } from "../names.ts";
import type { Dispatcher } from "./dispatcher.ts";

export type StageType = "producer" | "consumer" | "producer_consumer";
/** The other side of a subscription: give it to `ask` and `cancel`. */
export type StageFrom = readonly [pid: Pid, subscription: Ref];

export interface SubscribeOptions {
  /** What becomes of a consumer whose subscription ends: it ends too (`"permanent"`, the default), only if the reason is a failure (`"transient"`), or never (`"temporary"`). */
  readonly cancel?: "permanent" | "transient" | "temporary";
  /** Ask for more when so few events are open. Default half of `maxDemand`. */
  readonly minDemand?: number;
  /** How many events to ask for at most. Default 1000. */
  readonly maxDemand?: number;
  /** For the `PartitionDispatcher`. */
  readonly partition?: Term;
  /** For the `BroadcastDispatcher`. */
  readonly selector?: (event: Term) => boolean;
}

export interface StageOptions {
  /** Where a consumer or producer_consumer subscribes when it starts. A name that is a tuple stands with its options: `[name, {}]`. */
  readonly subscribeTo?: readonly (Server | readonly [Server, SubscribeOptions])[];
  /** Who gets which events. Default `DemandDispatcher`. */
  readonly dispatcher?: Dispatcher<Term> | readonly [Dispatcher<Term>, Term];
  /** How many events to keep that nobody has asked for. Default 10,000; unlimited in a producer_consumer. */
  readonly bufferSize?: number | "infinity";
  /** Which events stay when there are more. Default `"last"`. */
  readonly bufferKeep?: "first" | "last";
  /** In a producer: whether demand goes to `handleDemand`, or is kept until `GenStage.demand(stage, "forward")`. */
  readonly demand?: "forward" | "accumulate";
}

export type Returned<R> = R | Steps<R>;
/** What most callbacks return: the events to emit (a consumer emits none), and the state. */
export type NoReply<State> =
  | readonly ["noreply", events: readonly Term[], State]
  | readonly ["noreply", events: readonly Term[], State, "hibernate"]
  | readonly ["stop", reason: Term, State];
export type Reply<State> =
  | readonly ["reply", reply: Term, events: readonly Term[], State]
  | readonly ["reply", reply: Term, events: readonly Term[], State, "hibernate"]
  | readonly ["stop", reason: Term, reply: Term, State]
  | NoReply<State>;
export type StageInit<State> =
  | readonly [StageType, State]
  | readonly [StageType, State, StageOptions]
  | "ignore"
  | readonly ["stop", reason: Term];

/** The callbacks of a stage; each may be a generator if it has to wait. A producer needs `handleDemand`, the others need `handleEvents`. */
export interface Module<State, Init = Term> {
  init(arg: Init): Returned<StageInit<State>>;
  /** Consumers can take `demand` events more: emit them now or later. */
  handleDemand?(demand: number, state: State): Returned<NoReply<State>>;
  /** Events have come. */
  handleEvents?(events: Term[], from: StageFrom, state: State): Returned<NoReply<State>>;
  /** A subscription begins, with a consumer or a producer; `"manual"`: it is `GenStage.ask` that asks. */
  handleSubscribe?(
    other: "producer" | "consumer",
    options: SubscribeOptions,
    from: StageFrom,
    state: State,
  ): Returned<readonly ["automatic" | "manual", State] | readonly ["stop", reason: Term, State]>;
  /** A subscription has ended. */
  handleCancel?(
    reason: readonly ["cancel" | "down", Term],
    from: StageFrom,
    state: State,
  ): Returned<NoReply<State>>;
  handleCall?(request: Term, from: From, state: State): Returned<Reply<State>>;
  handleCast?(request: Term, state: State): Returned<NoReply<State>>;
  handleInfo?(message: Term, state: State): Returned<NoReply<State>>;
  terminate?(reason: Term, state: State): Returned<unknown>;
  /** So many events were lost because the buffer is full; false keeps this from being reported. */
  formatDiscarded?(count: number, state: State): boolean;
  /** Converts the state when the code is changed (`Sys.changeCode`, given another module of the same name). */
  codeChange?(oldVersion: Term, state: State, extra: Term): readonly ["ok", State] | Term;
  /** What reports and `Sys.getStatus` show. */
  formatStatus?(status: Status<State>): Status<unknown>;
}
