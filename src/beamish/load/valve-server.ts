/** The process of one queue of `SafetyValve`: knows who waits and who works, and notices when one of them has ended. */
import { here } from "../node/node.ts";
import type { Timeout } from "../node/operation.ts";
import type { Pid, Ref } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import * as Process from "../process.ts";
import { self } from "../primitives.ts";
import { ask, done, leave, newRegulator, poll } from "./regulator.ts";
import type { Decision, Regulator, ValveOptions } from "./regulator.ts";

export type ValveRequest = readonly ["ask", timeout: Timeout] | readonly ["done", Ref] | readonly ["info"];

/** One who waits or works; known by the reference of the monitor, which is what `ask` hands out. */
interface Client {
  readonly ref: Ref;
  readonly from: GenServer.From;
  /** Runs while it waits. */
  readonly timer: Ref | undefined;
  isWorking: boolean;
}

type ValveInfo = readonly ["timeout", Ref, Ref | "poll"] | readonly ["DOWN", Ref, "process", Pid, unknown];

interface State {
  readonly clients: Map<Ref, Client>;
  regulator: Regulator<Client>;
  isPolling: boolean;
}

/** Not a plain object: `Sys.getState` shows it, and freezes only what is plain. */
const OWN = {};

export const valveServer: GenServer.Module<State, ValveOptions, ValveRequest, never, ValveInfo> = {
  init(options) {
    const regulator = newRegulator<Client>("SafetyValve.startLink", options);
    return [
      "ok",
      Object.assign(Object.create(OWN) as object, { clients: new Map(), regulator, isPolling: false }),
    ];
  },

  handleCall(request, from, state) {
    if (request[0] === "ask") {
      enter(state, from, request[1]);
      return ["noreply", state];
    }
    if (request[0] === "done") return ["reply", release(state, request[1]), state];
    const { working, queue, tokens } = state.regulator;
    return ["reply", { working, waiting: queue.length, tokens }, state];
  },

  handleInfo(message, state) {
    if (message[0] === "DOWN") release(state, message[1]);
    else if (message[2] !== "poll") giveUp(state, message[1], message[2]);
    else {
      state.isPolling = false;
      carryOut(state, poll(state.regulator, here().now()));
    }
    return ["noreply", state];
  },
};

function enter(state: State, from: GenServer.From, timeout: Timeout): void {
  const ref = Process.monitor(from[0]);
  const timer = timeout === "infinity" ? undefined : Process.startTimer(timeout, self(), ref);
  const client: Client = { ref, from, timer, isWorking: false };
  state.clients.set(ref, client);
  const decision = ask(state.regulator, client, here().now());
  if (decision === "queue_full") refuse(state, client, "queue_full");
  else carryOut(state, decision);
}

function carryOut(state: State, { go, overload, regulator }: Decision<Client>): void {
  state.regulator = regulator;
  pollWhileTokensAreMissing(state);
  for (const client of overload) refuse(state, client, "overload");
  for (const client of go) {
    client.isWorking = true;
    stopTimer(client);
    GenServer.reply(client.from, ["go", client.ref]);
  }
}

/** A queue that has all its tokens has no use for time. */
function pollWhileTokensAreMissing(state: State): void {
  const { tokens, tokenLimit, period } = state.regulator;
  if (state.isPolling || tokens >= tokenLimit) return;
  state.isPolling = true;
  Process.startTimer(period, self(), "poll");
}

function refuse(state: State, client: Client, reason: "queue_full" | "overload" | "timeout"): void {
  forget(state, client);
  GenServer.reply(client.from, ["error", reason]);
}

function giveUp(state: State, timer: Ref, ref: Ref): void {
  const client = state.clients.get(ref);
  if (client?.timer !== timer || client.isWorking) return;
  state.regulator = leave(state.regulator, client);
  refuse(state, client, "timeout");
}

/** One has done its work, or has ended, working or waiting. */
function release(state: State, ref: Ref): "ok" {
  const client = state.clients.get(ref);
  if (client === undefined) return "ok";
  forget(state, client);
  if (client.isWorking) carryOut(state, done(state.regulator, here().now()));
  else state.regulator = leave(state.regulator, client);
  return "ok";
}

function forget(state: State, client: Client): void {
  state.clients.delete(client.ref);
  stopTimer(client);
  Process.demonitor(client.ref, ["flush"]);
}

function stopTimer({ timer }: Client): void {
  if (timer !== undefined) Process.cancelTimer(timer);
}
