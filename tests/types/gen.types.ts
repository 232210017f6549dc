/** What must compile, and what must not, of the behaviours: checked by the type checker alone, never run. */
import {
  GenEvent,
  GenServer,
  GenStateMachine,
  ProcLib,
  Sys,
  type Op,
  type Pid,
  type Ref,
  type Term,
} from "beamish";

/** Compiles only if the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function exactly<T>(): <V>(value: V, proof: Same<V, T>) => void;

// ---- GenStateMachine: a module written where it is started, and one with types

const inline: Op<Pid> = GenStateMachine.startLink({
  callbackMode: "state_functions",
  init: () => ["ok", "off", 0],
  off: () => ["next_state", "on", 1],
  on(type: GenStateMachine.EventType, _content: Term, count: number) {
    return type === "cast" ? ["next_state", "off", count] : "keep_state_and_data";
  },
});

type DoorState = "locked" | "open";

const Door: GenStateMachine.Module<DoorState, number> & GenStateMachine.States<DoorState, number> = {
  callbackMode: ["state_functions", "state_enter"],
  init: () => ["ok", "locked", 0],
  locked(type, content: string, data) {
    exactly<GenStateMachine.EventType>()(type, true);
    exactly<number>()(data, true);
    return content === "1234"
      ? ["next_state", "open", data + 1, [["state_timeout", 5000, "lock"]]]
      : "keep_state_and_data";
  },
  open: (_type, _content, data) => ["next_state", "locked", data],
};

const Missing: GenStateMachine.States<DoorState, number> = {
  locked: () => "keep_state_and_data",
  // @ts-expect-error there is no such state
  ajar: () => "keep_state_and_data",
};

export const Bad: GenStateMachine.Module<DoorState, number> = {
  // @ts-expect-error there is no such mode
  callbackMode: "state_function",
  // @ts-expect-error there is no such state
  init: () => ["ok", "ajar", 0],
  // @ts-expect-error the data is a number
  handleEvent: () => ["keep_state", "data"],
};

export async function machines(): Promise<void> {
  exactly<Pid>()(await inline, true);
  const door = await GenStateMachine.start(Door);
  const [pid, ref] = await GenStateMachine.startMonitor(Door);
  exactly<Pid>()(pid, true);
  exactly<Ref>()(ref, true);
  const answer = await GenStateMachine.call<string>(door, "which?", ["clean_timeout", 100]);
  exactly<string>()(answer, true);
  // @ts-expect-error a machine has a callback mode
  await GenStateMachine.start({ init: () => ["ok", "off", 0] });
  // @ts-expect-error a machine has an init
  await GenStateMachine.start({ callbackMode: "state_functions" });
  // @ts-expect-error there is no such timeout
  await GenStateMachine.call(door, "which?", ["lazy_timeout", 100]);
  // @ts-expect-error a reply is a tuple
  GenStateMachine.reply([["answer", "x"]]);
  void Missing;
}

// ---- Requests: one gives a response, a collection one with its label

export async function requests(): Promise<void> {
  const one = GenServer.sendRequest("server", "x");
  const many = GenServer.sendRequest("server", "x", "label", GenServer.reqidsNew());
  const response = await GenServer.waitResponse<number>(one, 10);
  exactly<GenServer.Response<number> | "timeout">()(response, true);
  if (response[0] === "reply") exactly<number>()(response[1] as number, true);
  const labelled = await GenServer.receiveResponse<number>(many);
  exactly<GenServer.Labelled<number> | "timeout" | "no_request">()(labelled, true);
  exactly<GenServer.Response | "no_reply">()(GenServer.checkResponse("x", one), true);
  // @ts-expect-error a label needs a collection
  GenServer.sendRequest("server", "x", "label");
  // @ts-expect-error a collection is no request
  GenServer.reqidsAdd(many, "label", many);
}

// ---- GenServer, GenEvent, ProcLib, Sys

export async function others(): Promise<void> {
  const Counter: GenServer.Module<number, number> = { init: (n) => ["ok", n] };
  const [pid, ref] = await GenServer.startMonitor(Counter, 5, { debug: ["trace", ["log", 10]] });
  exactly<Pid>()(pid, true);
  exactly<Ref>()(ref, true);
  // A module may be written where it is started.
  await GenServer.start({
    init: (n: number) => ["ok", n],
    handleCall: (_request, [caller], n: number) => {
      exactly<Pid>()(caller, true);
      return ["reply", n, n + 1];
    },
  });
  // @ts-expect-error there is no such debug option
  await GenServer.start(Counter, 5, { debug: ["tracing"] });
  // @ts-expect-error a monitor is not among the options of a start
  await GenServer.start(Counter, 5, { spawnOpt: { monitor: true } });
  exactly<[Pid, Ref]>()(await GenEvent.startMonitor(), true);
  // @ts-expect-error a handler has an init
  await GenEvent.addHandler(pid, { handleEvent: () => "remove_handler" });
  exactly<[string, Ref]>()(await ProcLib.startMonitor<string>(() => ProcLib.initAck("ready")), true);
  exactly<readonly Term[]>()(await Sys.log(pid, "get"), true);
  exactly<"ok">()(await Sys.log(pid, [true, 5]), true);
  exactly<Sys.Statistics | "no_statistics">()(await Sys.statistics(pid, "get"), true);
  // @ts-expect-error a trace is on or off
  await Sys.trace(pid, "get");
  // @ts-expect-error a watcher is a function
  await Sys.install(pid, ["watcher", 1]);
}

export function failing(): never {
  // @ts-expect-error an exception is a pair
  return ProcLib.initFail("value", "error");
}
