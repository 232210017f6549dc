/** The process that owns a flow which runs by itself, and ends when it does. */
import type { Steps } from "../../kernel/process.ts";
import type { Op } from "../../node/operation.ts";
import type { Pid, Ref, Term } from "../../term/term.ts";
import * as GenServer from "../../gen/gen-server.ts";
import type { Server } from "../../names.ts";
import * as Process from "../../process.ts";
import * as GenStage from "../gen-stage.ts";
import type { SubscribeOptions } from "../module.ts";
import { splitTarget } from "../options.ts";
import type { Started } from "./start.ts";

type Consumers = readonly (Server | readonly [Server, SubscribeOptions])[];

interface Plan {
  readonly start: () => Steps<Started>;
  readonly consumers: Consumers;
}

/** Starts a flow under a process of its own, linked to the caller, and subscribes consumers to it: to one that drops all if there are none. */
export function coordinate(start: () => Steps<Started>, consumers: Consumers): Op<Pid> {
  return GenServer.startLink(coordinator, { start, consumers });
}

/** The last stages of the flow that have not ended. */
type State = Set<Ref>;

const coordinator: GenServer.Module<State, Plan> = {
  *init({ start, consumers }) {
    const { first, last } = yield* start();
    const running: State = new Set(last.map((pid) => Process.monitor(pid)));
    const targets: readonly Term[] = consumers.length > 0 ? consumers : [yield* GenStage.startLink(drain)];
    for (const target of targets) {
      const [consumer, options] = splitTarget(target);
      for (const to of last) yield* GenStage.syncSubscribe(consumer, { cancel: "transient", ...options, to });
    }
    for (const producer of first) GenStage.demand(producer, "forward");
    return ["ok", running];
  },

  handleInfo(message: Term, running) {
    if (!Array.isArray(message) || message[0] !== "DOWN") return ["noreply", running];
    running.delete(message[1]);
    if (running.size > 0 && message[4] === "normal") return ["noreply", running];
    return ["stop", message[4], running];
  },
};

const drain: GenStage.Module<undefined> = {
  init: () => ["consumer", undefined],
  handleEvents: () => ["noreply", [], undefined],
};
