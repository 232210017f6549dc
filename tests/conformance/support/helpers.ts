/** The helpers of recorded/lib/h.exs, under the same names. Those that wait are generators: `yield* next()`. */
import {
  exit,
  makeRef,
  Process,
  receive,
  self,
  send,
  spawn,
  spawnLink,
  type Pid,
  type Ref,
  type Steps,
} from "beamish";
import { perform, type Part } from "./steps.ts";
import type { Trace } from "./trace.ts";

/** All messages now in the mailbox (or: until nothing arrives for `ms`). */
export function* flush(ms = 0): Steps<unknown[]> {
  const messages: unknown[] = [];
  const nothing = makeRef();
  for (;;) {
    const message = yield* receive(undefined, { after: ms, else: () => nothing });
    if (message === nothing) return messages;
    messages.push(message);
  }
}

/** `mon(pid)` and later `wait(ref)`: the exit reason of a process monitored beforehand. */
export const mon = (pid: Pid): Ref => Process.monitor(pid);

export function* wait(ref: Ref, ms = 2000): Steps<unknown> {
  const down = yield* receive<unknown[], undefined>(["DOWN", ref], { after: ms, else: () => undefined });
  return down === undefined ? "still_alive" : down[4];
}

/** Waits until a process is dead. */
export function* gone(pid: Pid): Steps<"ok"> {
  yield* wait(mon(pid));
  return "ok";
}

/** Round trip: everything sent earlier by the caller has been handled. */
export function* sync(pid: Pid): Steps<unknown> {
  const ref = mon(pid);
  send(pid, ["sync", self(), ref]);
  const answer: unknown = yield* receive(
    (message) => message === ref || (Array.isArray(message) && message[0] === "DOWN" && message[1] === ref),
    { after: 2000, else: () => "no_sync" },
  );
  if (answer === ref) Process.demonitor(ref, ["flush"]);
  return answer === ref ? "ok" : Array.isArray(answer) ? ["dead", answer[4]] : answer;
}

/** Lets an idle or trapping process run `act`, and waits for it. */
export function* runIn(pid: Pid, act: () => unknown): Steps<unknown> {
  send(pid, ["run", act]);
  return yield* sync(pid);
}

/** Waits for the next message and returns it. */
export function* next<T = unknown>(ms = 1000): Steps<T> {
  return (yield* receive(undefined, { after: ms, else: () => "no_message" })) as T;
}

/** Polls until `part` gives a truthy value, which is returned. */
export function* until<T>(part: Part<T>, tries = 400): Steps<T | "never"> {
  for (; tries > 0; tries--) {
    const value = yield* perform(part);
    if (value) return value;
    yield* Process.sleep(5);
  }
  return "never";
}

/** Lets things settle where nothing observable is expected to happen. */
export const quiet = () => Process.sleep(30);

/** A pattern for one bare word. */
export const is =
  (word: unknown) =>
  (message: unknown): boolean =>
    message === word;

/** One request as idle and trapping processes take it; false when it is none. */
function handle(message: unknown): boolean {
  if (!Array.isArray(message)) return false;
  if (message[0] === "exit") exit(message[1]);
  else if (message[0] === "run") message[1]();
  else if (message[0] === "sync") send(message[1], message[2]);
  else return false;
  return true;
}

const isRequest = (message: unknown): boolean =>
  message === "stop" || (Array.isArray(message) && ["exit", "run", "sync"].includes(message[0] as string));

function* idleLoop(): Steps<void> {
  for (;;) {
    const message = yield* receive(isRequest);
    if (message === "stop") return;
    handle(message);
  }
}

/** The helpers which print, or name what they start. */
export function processes({ t, name }: Trace) {
  /** A process that only waits for `"stop"`, `["exit", reason]`, `["run", act]` and `["sync", pid, ref]`. */
  const idle = (called: string): Pid => name(spawn(idleLoop), called);
  const idleLink = (called: string): Pid => name(spawnLink(idleLoop), called);

  /** A process that traps exits and prints every message it gets, until `"stop"`. */
  function* trapper(called: string): Steps<Pid> {
    const me = self();
    const pid = spawn(function* () {
      Process.flag("trap_exit", true);
      send(me, "trapper_ready");
      for (;;) {
        const message = yield* receive();
        if (message === "stop") return;
        if (!handle(message)) t(`${called} got`, message);
      }
    });
    yield* receive(is("trapper_ready"));
    return name(pid, called);
  }

  return { idle, idleLink, trapper };
}
