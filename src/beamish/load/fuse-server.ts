/** The process behind `Fuse`: keeps the circuits, resets them when their time has come, and tells those who watch. */
import { here } from "../node/node.ts";
import type { Pid, Ref } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import type * as GenServer from "../gen/gen-server.ts";
import * as Process from "../process.ts";
import { self, send } from "../primitives.ts";
import { answerOf, melt, newCircuit, recover, reset, resetDelay, setDisabled } from "./circuit.ts";
import type { Circuit, FuseOptions } from "./circuit.ts";

/** The name of the server, and of the table with an answer for each fuse: `[name, answer]`. */
export const FUSE = "fuse";

export type FuseRequest =
  | readonly ["install", name: string, FuseOptions]
  | readonly ["melt" | "reset" | "remove" | "ask", name: string]
  | readonly ["disable", name: string, isDisabled: boolean]
  | readonly ["subscribe", Pid]
  | readonly ["unsubscribe", Pid];

type FuseInfo = readonly ["timeout", Ref, name: string] | readonly ["DOWN", Ref, "process", Pid, unknown];

interface Fuse {
  readonly circuit: Circuit;
  /** Runs while the fuse is blown. */
  readonly timer: Ref | undefined;
}

interface State {
  readonly fuses: Map<string, Fuse>;
  readonly watchers: Map<Pid, Ref>;
}

const NOT_FOUND = ["error", "not_found"] as const;

export const fuseServer: GenServer.Module<State, undefined, FuseRequest, never, FuseInfo> = {
  init() {
    ETS.new(FUSE, ["named_table", "protected"]);
    return ["ok", { fuses: new Map(), watchers: new Map() }];
  },
  handleCall: (request, _from, state) => ["reply", respond(state, request), state],
  handleInfo(message, state) {
    if (message[0] === "DOWN") state.watchers.delete(message[3]);
    else if (message[0] === "timeout") timeIsUp(state, message[1], message[2]);
    return ["noreply", state];
  },
};

function respond(state: State, request: FuseRequest): unknown {
  if (request[0] === "install") {
    stopTimer(state.fuses.get(request[1]));
    set(state, request[1], newCircuit("Fuse.install", request[2]));
    return "ok";
  }
  if (request[0] === "subscribe" || request[0] === "unsubscribe") return watch(state, request[0], request[1]);
  const [, name] = request;
  const fuse = state.fuses.get(name);
  if (fuse === undefined) return request[0] === "melt" ? "ok" : NOT_FOUND;
  switch (request[0]) {
    case "ask":
      return answerOf(fuse.circuit);
    case "melt":
      return set(state, name, melt(fuse.circuit, here().now()));
    case "reset":
      return set(state, name, reset(fuse.circuit));
    case "disable":
      return set(state, name, setDisabled(fuse.circuit, request[2]));
    case "remove":
      stopTimer(fuse);
      state.fuses.delete(name);
      ETS.delete(FUSE, name);
      tell(state, name, "removed");
      return "ok";
  }
}

function timeIsUp(state: State, timer: Ref, name: string): void {
  const fuse = state.fuses.get(name);
  if (fuse?.timer === timer) set(state, name, recover(fuse.circuit, here().now()));
}

/** Stores a circuit. Its timer runs exactly while it is blown; watchers hear of it when the answer has changed. */
function set(state: State, name: string, circuit: Circuit): "ok" {
  const before = state.fuses.get(name);
  let timer = before?.timer;
  if (!circuit.isBlown) {
    stopTimer(before);
    timer = undefined;
  } else if (before?.circuit.isBlown !== true) {
    timer = Process.startTimer(resetDelay(circuit), self(), name);
  }
  state.fuses.set(name, { circuit, timer });
  const answer = answerOf(circuit);
  ETS.insert(FUSE, [name, answer]);
  const event = answer === "blown" ? "blown" : "ok";
  const was = before === undefined ? "ok" : answerOf(before.circuit) === "blown" ? "blown" : "ok";
  if (event !== was) tell(state, name, event);
  return "ok";
}

function stopTimer(fuse: Fuse | undefined): void {
  if (fuse?.timer !== undefined) Process.cancelTimer(fuse.timer);
}

function watch({ watchers }: State, request: "subscribe" | "unsubscribe", pid: Pid): "ok" {
  const monitor = watchers.get(pid);
  if (request === "subscribe") {
    if (monitor === undefined) watchers.set(pid, Process.monitor(pid));
  } else if (monitor !== undefined) {
    Process.demonitor(monitor, ["flush"]);
    watchers.delete(pid);
  }
  return "ok";
}

function tell({ watchers }: State, name: string, event: "ok" | "blown" | "removed"): void {
  for (const pid of watchers.keys()) send(pid, [FUSE, name, event]);
}
