/** What must compile, and what must not: checked by the type checker alone, never run. */
import {
  GenServer,
  Process,
  System,
  fromPromise,
  receive,
  self,
  send,
  spawn,
  type Op,
  type Pid,
  type Ref,
  type Steps,
  type Term,
} from "beamish";

/** Compiles only if the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function exactly<T>(): <V>(value: V, proof: Same<V, T>) => void;

// ---- receive: the pattern, the options and the type argument decide what comes

const isText = (message: unknown): message is string => typeof message === "string";

function* receiving(): Steps<void> {
  const anything = yield* receive();
  exactly<Term>()(anything, true);
  const text = yield* receive(isText);
  exactly<string>()(text, true);
  const pair = yield* receive<[string, number]>(["total"]);
  exactly<[string, number]>()(pair, true);
  const late = yield* receive(isText, { after: 10 });
  exactly<string>()(late, true);
  const soon = yield* receive<number>({ after: 10 });
  exactly<number | "timeout">()(soon, true);
  const otherwise = yield* receive<string, number>(["x"], { after: 0, else: () => 1 });
  exactly<string | number>()(otherwise, true);
  const nothing = yield* receive<string | undefined>(["x"], { after: 0, else: () => undefined });
  exactly<string | undefined>()(nothing, true);
  // @ts-expect-error a pattern is a predicate or a tuple
  yield* receive("total");
  // @ts-expect-error without a time there is nothing to do otherwise
  yield* receive(isText, { else: () => 1 });
}

// ---- processes

const pid: Pid = spawn(function* () {
  yield* receive();
});
const answered: Op<"ok"> = Process.sleep(5);
const [child, ref]: [Pid, Ref] = spawn(() => undefined, { monitor: true });
// @ts-expect-error an async function cannot be killed
spawn(async () => undefined);
// @ts-expect-error a process is started from a function
spawn(receiving());
// @ts-expect-error a pid is no text
send(pid.length, 1);
// @ts-expect-error an operation is not its result
send(GenServer.start({ init: () => ["ok", 0] }), "hello");
// @ts-expect-error a promise is not its result
send(Promise.resolve(pid), "hello");
// @ts-expect-error there is no such flag
Process.flag("trap_exits", true);
// @ts-expect-error an alias ends in one of three ways
Process.monitor(pid, { alias: "never" });
exactly<Ref>()(Process.monitor(pid, { tag: ["child", 1] }), true);
exactly<Ref>()(
  Process.spawnRequest(() => undefined, { monitor: true, reply: "no" }),
  true,
);
// @ts-expect-error a reply is asked for in one of four ways
Process.spawnRequest(() => undefined, { reply: "maybe" });
// @ts-expect-error there is no such option
spawn(() => undefined, { name: "x" });
// @ts-expect-error a priority is one of four
Process.flag("priority", "urgent");
exactly<boolean>()(Process.flag("trap_exit", true), true);
exactly<readonly ["links", Pid[]] | undefined>()(Process.info(pid, "links"), true);
// @ts-expect-error there is no such item
Process.info(pid, "heap_size");
exactly<number | false>()(Process.cancelTimer(ref), true);
// @ts-expect-error a timer's time is a number
Process.sendAfter(pid, 1, "infinity");
// @ts-expect-error there is no such unit
System.monotonicTime("week");
exactly<number>()(System.schedulerStatistics().reductions, true);
Process.exit(child, "kill");
Process.demonitor(ref, ["flush"]);

function* waiting(): Steps<number> {
  const value: number = yield* fromPromise(Promise.resolve(1));
  const ok: "ok" = yield* answered;
  return ok === "ok" ? value : 0;
}
spawn(waiting);

// Outside a process, an operation is awaited.
export const first: Promise<string> = (async () => await receive<string>())();
// @ts-expect-error its value comes later
export const tooSoon: "ok" = Process.sleep(1);

// ---- GenServer: the module's types reach into every callback

type Call = "next" | ["add", number];

export const Counter: GenServer.Module<number, number, Call, "reset", string> = {
  init: (start) => {
    exactly<number>()(start, true);
    return ["ok", start];
  },
  handleCall(request, [caller], n) {
    exactly<Call>()(request, true);
    exactly<Pid>()(caller, true);
    return ["reply", n, n + 1];
  },
  *handleCast(request, n) {
    exactly<"reset">()(request, true);
    yield* Process.sleep(1);
    return ["noreply", n * 0, ["continue", "saved"]];
  },
  handleInfo: (message, n) => ["noreply", n + message.length, "hibernate"],
  handleContinue: (_arg, n) => ["stop", "normal", n],
  terminate: (_reason, n) => n.toFixed(),
};

export const Bad: GenServer.Module<number> = {
  // @ts-expect-error the state is a number
  init: () => ["ok", "zero"],
  // @ts-expect-error there is no such tuple
  handleCall: (_request, _from, n) => ["answer", n, n],
  // @ts-expect-error a cast has no reply
  handleCast: (_request, n) => ["reply", n, n],
  // @ts-expect-error an async callback cannot be killed
  handleInfo: async (_message, n) => ["noreply", n],
};

export async function starting(): Promise<void> {
  const server = await GenServer.startLink(Counter, 0, { name: "counter" });
  exactly<Pid>()(server, true);
  const reply = await GenServer.call<number>(server, "next");
  exactly<number>()(reply, true);
  const perhaps = await GenServer.start<Pid | undefined>(Counter, 0);
  // @ts-expect-error it may have been ignored
  send(perhaps, 1);
  // @ts-expect-error the argument of init is a number
  await GenServer.start(Counter, "zero");
  // @ts-expect-error a module has an init
  await GenServer.start({ handleCall: () => ["reply", 1, 1] });
  // @ts-expect-error a timeout is a number or "infinity"
  await GenServer.call(self(), 1, "soon");
}
