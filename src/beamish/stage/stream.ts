/** The events of producers, one by one, in the process that wants them: no stage is needed to consume. */
import { Exit, badArgument, isPlannedExit } from "../term/errors.ts";
import { operation } from "../node/operation.ts";
import type { Op } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import { isPid } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import type { Waiting } from "../gen/perform.ts";
import type { Server } from "../names.ts";
import { receive } from "../operations.ts";
import * as Process from "../process.ts";
import { self, send } from "../primitives.ts";
import { batchesOf } from "./batches.ts";
import type { Batch } from "./batches.ts";
import type { SubscribeOptions } from "./module.ts";
import { BadOption, boundsOf, checked, splitTarget } from "./options.ts";
import type { Bounds } from "./options.ts";

export interface StreamOptions {
  /** What the producers are told once all are subscribed to. Default `"forward"`. */
  readonly demand?: "forward" | "accumulate";
  /** Which producers are told so. Default those that are subscribed to; name the first ones if those are producer_consumers. */
  readonly producers?: readonly Server[];
}

type Target = readonly [to: Server, options: SubscribeOptions, bounds: Bounds];

interface Subscription extends Bounds {
  readonly pid: Pid;
  readonly ref: Ref;
  open: number;
}

/**
 * What `GenStage.stream` gives: lazy, so that nothing is subscribed to before somebody takes from it. Each time it is consumed
 * it subscribes anew. Outside processes also `for await (const event of stream)`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const letters = await GenStage.fromEnumerable(["a", "b", "c"]);
 * const cursor = GenStage.stream<string>([[letters!, { cancel: "transient", maxDemand: 1 }]]).open();
 * console.log((await cursor.next()).value);
 * await cursor.close();
 * //> a
 * ```
 */
export class StageStream<T> implements AsyncIterable<T> {
  readonly #targets: readonly Target[];
  readonly #options: StreamOptions;

  constructor(targets: readonly Target[], options: StreamOptions) {
    this.#targets = targets;
    this.#options = options;
  }

  /** All events, until every producer has ended. */
  toArray(): Op<T[]> {
    return this.take(Infinity);
  }

  /** The first `count` events; then the subscriptions are cancelled. */
  take(count: number): Op<T[]> {
    const taken: T[] = [];
    return operation("StageStream.take()", () =>
      this.#consume(count, (event) => void taken.push(event), taken),
    );
  }

  /** Calls `visit` with each event, and asks for more only as fast as it returns. It may be a generator that waits. */
  forEach(visit: (event: T) => Waiting<unknown> | unknown): Op<"ok"> {
    return operation("StageStream.forEach()", () => this.#consume(Infinity, visit, "ok" as const));
  }

  /** A cursor, to take events by hand: `yield* cursor.next()`, and `yield* cursor.close()` in the end. */
  open(): Cursor<T> {
    return new Cursor(this.#targets, this.#options);
  }

  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    const cursor = this.open();
    return {
      next: async () => await cursor.next(),
      return: async () => {
        await cursor.close();
        return { done: true, value: undefined };
      },
    };
  }

  *#consume<R>(count: number, visit: (event: T) => unknown, value: R): Steps<R> {
    const cursor = this.open();
    let left = count;
    try {
      while (left-- > 0) {
        const { done, value: event } = yield* cursor.next();
        if (done === true) break;
        yield* perform(visit(event) as Waiting<unknown>);
      }
    } finally {
      yield* cursor.close();
    }
    return value;
  }
}

/** One pass through the events of a stream. It belongs to the process that uses it first. */
export class Cursor<T> {
  readonly #targets: readonly Target[];
  readonly #options: StreamOptions;
  readonly #subscriptions = new Map<Ref, Subscription>();
  #isOpen = false;
  #isClosed = false;
  /** What has come and was not taken: events, then what to ask for when they are. */
  #batches: (readonly [Subscription, ...Batch])[] = [];
  #at = 0;

  constructor(targets: readonly Target[], options: StreamOptions) {
    this.#targets = targets;
    this.#options = options;
  }

  /**
   * The next event, as iterators give it; `done` when every producer has ended or cancelled. Exits with
   * `[reason, ["GenStage", "close_stream", []]]` if a producer ends whose subscription is not to outlive that.
   */
  next(): Op<IteratorResult<T, undefined>> {
    return operation("Cursor.next()", () => this.#next());
  }

  /** Ends all subscriptions; nothing of them is left in the mailbox. */
  close(): Op<"ok"> {
    return operation("Cursor.close()", () => this.#close());
  }

  *#next(): Steps<IteratorResult<T, undefined>> {
    if (!this.#isOpen && !this.#isClosed) yield* this.#subscribeAll();
    for (;;) {
      const [first] = this.#batches;
      if (first !== undefined && this.#at < first[1].length)
        return { done: false, value: first[1][this.#at++] as T };
      if (first !== undefined) {
        const [{ pid, ref }, , ask] = this.#batches.shift()!;
        this.#at = 0;
        if (ask > 0) send(pid, ["$gen_producer", [self(), ref], ["ask", ask]]);
      } else if (this.#subscriptions.size === 0) {
        return { done: true, value: undefined };
      } else yield* this.#receive();
    }
  }

  *#subscribeAll(): Steps<void> {
    this.#isOpen = true;
    for (const target of this.#targets) yield* this.#subscribe(target);
    const { producers = [...this.#subscriptions.values()].map(({ pid }) => pid), demand = "forward" } =
      this.#options;
    for (const producer of producers) GenServer.cast(producer, ["$demand", demand]);
  }

  *#subscribe([to, options, bounds]: Target): Steps<void> {
    const pid = GenServer.whereis(to);
    if (!isPid(pid)) {
      if (bounds.cancel === "temporary") return;
      yield* this.#close();
      throw new Exit(["noproc", ["GenStage", "init_stream", [to]]]);
    }
    const ref = Process.monitor(pid);
    send(pid, ["$gen_producer", [self(), ref], ["subscribe", undefined, options]]);
    send(pid, ["$gen_producer", [self(), ref], ["ask", bounds.max]]);
    this.#subscriptions.set(ref, { pid, ref, ...bounds, open: bounds.max });
  }

  /** Takes one message that is for this stream: events, the end of a subscription, or the wish for one more. */
  *#receive(): Steps<void> {
    const message = yield* receive((one: Term) => this.#isOurs(one));
    if (message[0] === "$gen_cast") {
      const [, , to, options] = message[1] as readonly [string, unknown, Server, SubscribeOptions];
      return yield* this.#subscribe(checkTarget([to, options]));
    }
    const isDown = message[0] === "DOWN";
    const ref = (isDown ? message[1] : message[1][1]) as Ref;
    const subscription = this.#subscriptions.get(ref)!;
    if (isDown || isCancel(message[2]))
      return yield* this.#lose(subscription, isDown ? message[4] : message[2][1]);
    const [batches, open] = batchesOf(subscription, message[2]);
    subscription.open = open;
    this.#batches.push(...batches.map((batch) => [subscription, ...batch] as const));
  }

  #isOurs(message: Term): boolean {
    if (!Array.isArray(message)) return false;
    const [tag, what] = message as readonly Term[];
    if (tag === "$gen_consumer") return Array.isArray(what) && this.#subscriptions.has(what[1]);
    if (tag === "DOWN") return this.#subscriptions.has(what);
    return tag === "$gen_cast" && Array.isArray(what) && what[0] === "$subscribe";
  }

  *#lose({ ref, cancel }: Subscription, reason: Term): Steps<void> {
    Process.demonitor(ref, ["flush"]);
    this.#subscriptions.delete(ref);
    if (cancel === "temporary" || (cancel === "transient" && isPlannedExit(reason))) return;
    yield* this.#close();
    throw new Exit([reason, ["GenStage", "close_stream", []]]);
  }

  *#close(): Steps<"ok"> {
    this.#isClosed = true;
    this.#batches = [];
    for (const { pid, ref } of this.#subscriptions.values())
      send(pid, ["$gen_producer", [self(), ref], ["cancel", "normal"]]);
    // The producer confirms, or is gone: then nothing of it comes any more.
    for (const ref of this.#subscriptions.keys()) {
      const isEnd = ([tag, what, more]: Term) =>
        tag === "DOWN" ? what === ref : tag === "$gen_consumer" && what[1] === ref && isCancel(more);
      yield* receive((message: Term) => Array.isArray(message) && isEnd(message));
      Process.demonitor(ref, ["flush"]);
      const isLate = ([tag, what]: Term) => tag === "$gen_consumer" && what[1] === ref;
      while ((yield* receive((m: Term) => Array.isArray(m) && isLate(m), { after: 0 })) !== "timeout");
    }
    this.#subscriptions.clear();
    return "ok";
  }
}

const isCancel = (what: Term): boolean => what[0] === "cancel" && what.length === 2;

function checkTarget(target: Term): Target {
  const [to, options] = splitTarget(target);
  const bounds = checked(() => boundsOf(options));
  if (bounds instanceof BadOption)
    throw badArgument("GenStage.stream", `valid options (${bounds.message})`, options);
  return [to, options, bounds];
}

/**
 * The events of producers as a stream: each of `subscriptions` is a producer, or a producer with its subscription options.
 * A stream ends with its producers if they are subscribed to with `cancel: "transient"` or `"temporary"`; otherwise the end of one is
 * an exit of the consumer with its reason.
 *
 * Throws `ArgumentError` for anything but a list, and for wrong options. Exits, when it is consumed, with
 * `["noproc", ["GenStage", "init_stream", [producer]]]` if there is no such producer. Follows `GenStage.stream/2`; in place of
 * Elixir's `Enum` there are `toArray`, `take`, `forEach`, `open` and `for await`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const producer = await GenStage.fromEnumerable("abcdef");
 * for await (const letter of GenStage.stream<string>([[producer, { maxDemand: 2 }]])) {
 *   console.log(letter);
 *   if (letter === "b") break;
 * }
 * //> a
 * //> b
 * ```
 */
export function stream<T = Term>(
  subscriptions: readonly (Server | readonly [Server, SubscribeOptions])[],
  options: StreamOptions = {},
): StageStream<T> {
  if (!Array.isArray(subscriptions))
    throw badArgument("GenStage.stream", "a list of subscriptions", subscriptions);
  const { demand = "forward" } = options;
  if (demand !== "forward" && demand !== "accumulate")
    throw badArgument("GenStage.stream", '`demand`: "forward" or "accumulate"', demand);
  return new StageStream((subscriptions as readonly Term[]).map(checkTarget), options);
}
