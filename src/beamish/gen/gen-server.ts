/**
 * `GenServer`: a process that answers calls, handles casts and keeps a state. Follows Elixir's `GenServer`; this file is what
 * a program uses, gen-server-loop.ts is the server itself.
 */
import { Exit, badArgument } from "../kernel/errors.ts";
import { findProcess } from "../names.ts";
import type { Name, Server } from "../names.ts";
import { here } from "../kernel/node.ts";
import { MessageOp, checkTimeout, operation } from "../kernel/operation.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import { isolate } from "../primitives.ts";
import { isAlive, processOf } from "../kernel/process.ts";
import type { Monitor, Process, Steps } from "../kernel/process.ts";
import { deliver, monitor, removeMonitor } from "../kernel/signals.ts";
import { equal, isPid } from "../kernel/term.ts";
import type { Pid, Term } from "../kernel/term.ts";
import { BecomeOp } from "./become.ts";
import { call as ask, reply as answer } from "./call.ts";
import type { From } from "./call.ts";
import { GenServerLoop } from "./gen-server-loop.ts";
import type { AnyModule, Module } from "./gen-server-module.ts";
import { startServer } from "./start.ts";
import type { StartOptions } from "./start.ts";

export type { From } from "./call.ts";
export type {
  After,
  AnyModule,
  Callback,
  CallResult,
  InitResult,
  Module,
  NoReply,
  Status,
} from "./gen-server-module.ts";
export type { StartOptions } from "./start.ts";

// ---- Starting --------------------------------------------------------------------------------------------------------

/**
 * Starts a server linked to the caller, and waits until its `init` has returned. The result is its pid, or `undefined` if
 * `init` returned `"ignore"`.
 *
 * Throws `StartError` with the reason: `["already_started", pid]` for a taken name, the reason of `["stop", reason]`, what
 * `init` threw, or `"timeout"`. A caller that does not trap exits dies of a failed start, as in OTP. Follows `start_link/3`.
 */
export function startLink<Started extends Pid | undefined = Pid, Init = Term>(
  module: Pick<Module<Term, Init>, "init">,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startGenServer("GenServer.startLink", module, arg, options, true) as Op<Started>;
}

/** As `startLink`, without the link. Follows `GenServer.start/3`. */
export function start<Started extends Pid | undefined = Pid, Init = Term>(
  module: Pick<Module<Term, Init>, "init">,
  arg?: Init,
  options: StartOptions = {},
): Op<Started> {
  return startGenServer("GenServer.start", module, arg, options, false) as Op<Started>;
}

function startGenServer(
  where: string,
  module: unknown,
  arg: unknown,
  options: StartOptions,
  link: boolean,
): Op<unknown> {
  if (typeof (module as Partial<AnyModule> | undefined)?.init !== "function")
    throw badArgument(where, "a module: an object with an init callback", module);
  return startServer(where, options, link, (process, parent) => {
    const loop = new GenServerLoop(process, parent, module as AnyModule, options);
    return loop.initialise(arg);
  });
}

/**
 * Turns the calling process into a server, with a state and without `init`; it never returns. Write
 * `yield* GenServer.enterLoop(...)`, or return it from the body. Follows `gen_server:enter_loop/3..5`.
 */
export function enterLoop(
  module: Partial<AnyModule>,
  options: StartOptions,
  state: Term,
  name?: Name | readonly ["local", string] | Pid | Timeout,
  after: Timeout = typeof name === "number" ? name : "infinity",
): Op<never> {
  checkTimeout("GenServer.enterLoop", after);
  return new BecomeOp("GenServer.enterLoop()", (process) => {
    const loop = new GenServerLoop(process, process.details?.parent, module as AnyModule, options);
    return loop.adopt(state, after);
  });
}

/** The child specification of a module: permanent, a worker, started by `startLink`. Follows `use GenServer`. */
export function childSpec(module: AnyModule & { readonly name?: string }, arg: Term): Term {
  if (module.childSpec !== undefined) return module.childSpec(arg) as Term;
  return { id: module.name ?? module, start: () => startLink(module, arg) };
}

// ---- Talking ---------------------------------------------------------------------------------------------------------

const CALL = ["GenServer", "call"] as const;

/**
 * Sends a request and waits for the reply, `timeout` ms at most (5000). Exits with
 * `[reason, ["GenServer", "call", [server, request, timeout]]]` if there is none: `"noproc"`, `"timeout"`, `"calling_self"`, or
 * the server's own reason if it ends. Follows `GenServer.call/3`.
 */
export function call<Reply = Term>(server: Server, request: Term, timeout: Timeout = 5000): Op<Reply> {
  return ask("$gen_call", server, request, timeout, CALL) as Op<Reply>;
}

/** Sends a request without waiting, whether or not there is such a server. Follows `GenServer.cast/2`. */
export function cast(server: Server, request: Term): "ok" {
  const home = here();
  const target = isPid(server) ? processOf(server) : findProcess(home, server, "GenServer.cast");
  if (target === undefined) return "ok";
  const message = ["$gen_cast", isolate(home, request) as unknown];
  if (home.tracer !== undefined)
    home.tracer.emit({ type: "send", pid: home.self.pid, to: target.pid, message });
  deliver(target, message);
  return "ok";
}

/** Answers a call from elsewhere than its `handleCall`: later, or in another process. Follows `GenServer.reply/2`. */
export function reply(from: From, value: Term): "ok" {
  return answer(from, value);
}

/** The pid of a server, if there is one. Follows `GenServer.whereis/1`. */
export function whereis(server: Server): Pid | undefined {
  const found = findProcess(here(), server, "GenServer.whereis");
  return found !== undefined && (isAlive(found) || found.pid === server) ? found.pid : undefined;
}

/**
 * Ends a server in order and waits until it has ended, `timeout` ms at most. Exits with `"noproc"`, with `"timeout"`, or with
 * the reason if the server ended by another one. Follows `GenServer.stop/3`.
 */
export function stop(server: Server, reason: Term = "normal", timeout: Timeout = "infinity"): Op<"ok"> {
  return new Stop(server, reason, timeout);
}

class Stop extends MessageOp<"ok"> {
  readonly #server: Server;
  readonly #reason: unknown;
  protected readonly after: Timeout;
  #monitor: Monitor | undefined;

  constructor(server: Server, reason: unknown, timeout: Timeout) {
    super();
    this.#server = server;
    this.#reason = reason;
    this.after = checkTimeout("GenServer.stop", timeout);
  }

  get name(): string {
    return "GenServer.stop()";
  }

  protected override begin(process: Process): void {
    const target = findProcess(here(), this.#server, "GenServer.stop");
    if (target === undefined || !isAlive(target)) throw this.#exit("noproc");
    if (target === process) throw this.#exit("calling_self");
    this.#monitor = monitor(process, target);
    // The answer goes to a reference that nobody listens to: the end itself is what is waited for.
    deliver(target, ["system", [process.pid, process.home.nextRef()], ["terminate", this.#reason]]);
  }

  accepts(message: unknown): boolean {
    return Array.isArray(message) && message[0] === "DOWN" && message[1] === this.#monitor!.ref;
  }

  protected conclude(message: readonly unknown[]): "ok" {
    if (!equal(message[4], this.#reason)) throw this.#exit(message[4]);
    return "ok";
  }

  protected expire(): never {
    removeMonitor(this.#monitor!);
    throw this.#exit("timeout");
  }

  #exit(reason: unknown): Exit {
    return new Exit([reason, ["GenServer", "stop", [this.#server, this.#reason, this.after]]]);
  }
}

/** Casts to the server of this name on every node (given as a list, or all). Follows `GenServer.abcast/3`. */
export function abcast(name: string, request: Term): "abcast";
export function abcast(nodes: readonly string[], name: string, request: Term): "abcast";
export function abcast(...args: readonly Term[]): "abcast" {
  const [nodes, name, request] = (args.length === 2 ? [[here().name], ...args] : args) as [
    readonly string[],
    string,
    Term,
  ];
  for (const node of nodes) cast([name, node], request);
  return "abcast";
}

/** Who answered a `multiCall`, as `[node, reply]`, and the nodes that did not. */
export type MultiReply = readonly [replies: (readonly [node: string, reply: Term])[], badNodes: string[]];

/** Calls the server of this name on every node (given as a list, or all). Follows `GenServer.multi_call/4`. */
export function multiCall(name: string, request: Term): Op<MultiReply>;
export function multiCall(
  nodes: readonly string[],
  name: string,
  request: Term,
  timeout?: Timeout,
): Op<MultiReply>;
export function multiCall(...args: readonly Term[]): Op<MultiReply> {
  const [nodes, name, request, timeout = "infinity"] = (
    args.length === 2 ? [[here().name], ...args] : args
  ) as [readonly string[], string, Term, Timeout?];
  return operation("GenServer.multiCall()", function* (): Steps<MultiReply> {
    const replies: (readonly [string, Term])[] = [];
    const badNodes: string[] = [];
    for (const node of nodes) {
      try {
        replies.push([node, yield* call([name, node], request, timeout)]);
      } catch (error) {
        if (!(error instanceof Exit)) throw error;
        badNodes.push(node);
      }
    }
    return [replies, badNodes];
  });
}
