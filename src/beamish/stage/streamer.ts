/** A producer of the items of something to iterate over. */
import { badArgument } from "../term/errors.ts";
import type { Op } from "../node/operation.ts";
import type { Pid, Ref } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { self } from "../primitives.ts";
import type { Module, StageOptions } from "./module.ts";
import { stageServer } from "./stage-server.ts";

export interface EnumerableOptions
  extends GenServer.StartOptions, Pick<StageOptions, "dispatcher" | "demand"> {
  /** Whether the stage is linked to the caller. Default true. */
  readonly link?: boolean;
  /** Whether the stage ends when its last consumer has cancelled. Default `"continue"`. */
  readonly onCancel?: "continue" | "stop";
}

/** Not a plain object: it is not frozen when it is sent to the stage. */
class Source {
  readonly items: Iterator<unknown>;
  readonly consumers = new Set<Ref>();
  readonly options: StageOptions;
  readonly stopsWithoutConsumers: boolean;
  isAtEnd = false;

  constructor(items: Iterator<unknown>, options: StageOptions, stopsWithoutConsumers: boolean) {
    this.items = items;
    this.options = options;
    this.stopsWithoutConsumers = stopsWithoutConsumers;
  }
}

/**
 * Starts a producer that takes items from `items` as there is demand: an array, a `Set`, a generator (which may be endless).
 * When there are no more it ends with `"normal"`, after all have been delivered; its consumers end with it unless they subscribe with
 * `cancel: "transient"` or `"temporary"`. `options` are also those of `GenServer.startLink`.
 *
 * Throws `ArgumentError` for anything that cannot be iterated over, and `StartError`. Follows `GenStage.from_enumerable/2`.
 *
 * @example
 * ```ts
 * import { GenStage } from "beamish/stage";
 * const producer = await GenStage.fromEnumerable([1, 2, 3]);
 * console.log(await GenStage.stream([[producer, { cancel: "transient" }]]).toArray());
 * //> [1, 2, 3]
 * ```
 */
export function fromEnumerable(items: Iterable<unknown>, options: EnumerableOptions = {}): Op<Pid> {
  const where = "GenStage.fromEnumerable";
  if (typeof (items as Partial<Iterable<unknown>> | undefined)?.[Symbol.iterator] !== "function")
    throw badArgument(where, "something to iterate over", items);
  const { link = true, dispatcher, demand, onCancel = "continue", ...start } = options;
  if (onCancel !== "continue" && onCancel !== "stop")
    throw badArgument(where, '`onCancel`: "continue" or "stop"', onCancel);
  const given = { ...(dispatcher && { dispatcher }), ...(demand && { demand }) };
  const source = new Source(items[Symbol.iterator](), given, onCancel === "stop");
  return (link ? GenServer.startLink : GenServer.start)(stageServer, [streamer, source], start);
}

const streamer: Module<Source, Source> = {
  init: (source) => ["producer", source, source.options],

  handleSubscribe(_consumer, _options, [, ref], source) {
    source.consumers.add(ref);
    return ["automatic", source];
  },

  handleCancel(_reason, [, ref], source) {
    source.consumers.delete(ref);
    return source.stopsWithoutConsumers && source.consumers.size === 0
      ? ["stop", "normal", source]
      : ["noreply", [], source];
  },

  handleDemand(demand, source) {
    const events: unknown[] = [];
    while (!source.isAtEnd && events.length < demand) {
      const { done = false, value } = source.items.next();
      if (!done) events.push(value);
      else {
        source.isAtEnd = true;
        GenServer.cast(self(), ["$info", "stop"]);
      }
    }
    return ["noreply", events, source];
  },

  handleInfo: (message, source) =>
    message === "stop" ? ["stop", "normal", source] : ["noreply", [], source],

  terminate(_reason, source) {
    if (!source.isAtEnd) source.items.return?.();
  },
};
