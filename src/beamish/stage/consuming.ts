/** A stage as a consumer: its subscriptions, and the events that come by them. */
import { isPlannedExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect, isPid } from "../term/term.ts";
import type { Ref, Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import type { Server } from "../names.ts";
import * as Process from "../process.ts";
import { self, send } from "../primitives.ts";
import { batchesOf } from "./batches.ts";
import type { Batch } from "./batches.ts";
import { place } from "./emitting.ts";
import type { StageFrom, SubscribeOptions } from "./module.ts";
import { BadOption, boundsOf, checked } from "./options.ts";
import { Stop, apply, bidFarewell, introduce } from "./results.ts";
import type { Next } from "./results.ts";
import { ownName } from "./state.ts";
import type { Source, Stage } from "./state.ts";

/** A subscription, or why there is none; and whether the stage ends. */
export interface Subscribed {
  readonly reply: readonly ["ok", Ref] | readonly ["error", Term];
  readonly stop?: Stop;
  /** Whether the one who asked is answered before the stage ends. */
  readonly isAnswered?: boolean;
}

/** Subscribes to `to`; `current` is a subscription that the producer shall cancel first. */
export function* subscribe(
  stage: Stage,
  current: readonly [Ref, reason: Term] | undefined,
  to: Server,
  options: SubscribeOptions,
): Steps<Subscribed> {
  if (stage.type === "producer") {
    report(`GenStage producer ${ownName()} cannot be subscribed to another stage: ${inspect(to)}`);
    return { reply: ["error", "not_a_consumer"] };
  }
  const bounds = checked(() => boundsOf(options));
  if (bounds instanceof BadOption) {
    report(`GenStage consumer ${ownName()} subscribe received invalid option: ${bounds.message}`);
    return { reply: ["error", ["bad_opts", bounds.message]] };
  }
  // A pid is as good as a producer: if it is dead, its end is told as any other.
  const pid = GenServer.whereis(to);
  if (!isPid(pid)) {
    const reply = ["ok", here().nextRef()] as const;
    if (bounds.cancel === "temporary") return { reply };
    report(
      `GenStage consumer ${ownName()} was not able to subscribe to the process ${inspect(to)} because that process is not alive`,
    );
    return { reply, stop: new Stop("noproc"), isAnswered: true };
  }
  const ref = Process.monitor(pid);
  send(pid, ["$gen_producer", [self(), ref], ["subscribe", current, options]]);
  const mode = yield* introduce(stage, "producer", [pid, ref], options);
  if (mode instanceof Stop) return { reply: ["ok", ref], stop: mode };
  const isManual = mode === "manual";
  stage.sources.set(ref, { pid, ref, ...bounds, isManual, open: bounds.max });
  if (!isManual) ask(stage.sources.get(ref)!, bounds.max);
  return { reply: ["ok", ref] };
}

const report = (text: string) => Logger.log("error", text);

function ask({ pid, ref }: Source, count: number): void {
  if (count > 0) send(pid, ["$gen_producer", [self(), ref], ["ask", count]]);
}

/** A message from a producer: events, or the end of a subscription. */
export function* fromProducer(stage: Stage, from: StageFrom, message: Term): Steps<Next> {
  if (stage.type === "producer") {
    report(`GenStage producer ${ownName()} received $gen_consumer message: ${inspect(message)}`);
    return undefined;
  }
  const [pid, ref] = from;
  const source = stage.sources.get(ref);
  if (message[0] === "cancel" && message.length === 2)
    return source === undefined ? undefined : yield* lose(stage, source, "cancel", message[1]);
  if (source === undefined) {
    send(pid, ["$gen_producer", [self(), ref], ["cancel", "unknown_subscription"]]);
    return undefined;
  }
  if (stage.type === "consumer") return yield* handle(stage, source, batchesFor(source, message));
  stage.queue.push(["events", source, message]);
  return yield* handleQueued(stage);
}

function batchesFor(source: Source, events: readonly Term[]): readonly Batch[] {
  if (source.isManual) return [[events, 0]];
  const excess = events.length - source.open;
  if (excess > 0)
    report(
      `GenStage consumer ${ownName()} has received ${excess} events in excess from: ${inspect([source.pid, source.ref])}`,
    );
  const [batches, open] = batchesOf(source, events);
  source.open = open;
  return batches;
}

function* handle(stage: Stage, source: Source, batches: readonly Batch[]): Steps<Next> {
  const { module } = stage;
  const from = [source.pid, source.ref] as const;
  let next: Next;
  for (const [events, count] of batches) {
    if (module.handleEvents === undefined)
      throw new Error(`GenStage ${ownName()} got events but no handleEvents callback was provided`);
    next = apply(stage, yield* perform(module.handleEvents([...events], from, stage.state)));
    if (next instanceof Stop) return next;
    ask(source, count);
  }
  return next;
}

/**
 * In a producer_consumer: goes on with what has come, as long as somebody wants what comes of it. When the last consumer has
 * left with open demand Elixir's goes on for ever, into its buffer; this one rests.
 */
export function* handleQueued(stage: Stage): Steps<Next> {
  let next: Next;
  while (stage.queue.length > 0 && stage.wanted > 0 && stage.consumers.size > 0) {
    const queued = stage.queue.shift()!;
    if (queued[0] === "info") place(stage, queued[1]);
    else if (queued[0] === "cancel") next = yield* end(stage, queued[1], queued[2], queued[3]);
    else {
      const [, source, events] = queued;
      const isOpen = stage.sources.has(source.ref);
      next = yield* handle(stage, source, isOpen ? batchesFor(source, events) : [[events, 0]]);
    }
    if (next instanceof Stop) return next;
  }
  return next;
}

/** A subscription has ended, on the other side. What came by it earlier is handled first. */
export function* lose(stage: Stage, source: Source, kind: "cancel" | "down", reason: Term): Steps<Next> {
  stage.sources.delete(source.ref);
  Process.demonitor(source.ref, ["flush"]);
  if (stage.queue.length === 0) return yield* end(stage, source, kind, reason);
  stage.queue.push(["cancel", source, kind, reason]);
  return undefined;
}

function* end(stage: Stage, source: Source, kind: "cancel" | "down", reason: Term): Steps<Next> {
  const next = yield* bidFarewell(stage, [kind, reason], [source.pid, source.ref]);
  const ends = source.cancel === "permanent" || (source.cancel === "transient" && !isPlannedExit(reason));
  if (next instanceof Stop || !ends || reason === "already_subscribed") return next;
  Logger.log(
    "info",
    `GenStage consumer ${ownName()} is stopping after receiving cancel from producer ${source.pid} with reason: ${inspect(reason)}`,
  );
  return new Stop(reason);
}
