/** Asking a server and waiting for its answer: the one protocol behind `GenServer.call`, `Sys` and the supervisors. */
import { Exit } from "../term/errors.ts";
import type { Call } from "../term/errors.ts";
import { findProcess, isViaName } from "../names.ts";
import type { Server, ViaName } from "../names.ts";
import { keepOne } from "../node/exemplars.ts";
import { here } from "../node/node.ts";
import { MessageOp, checkTimeout } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { isolate } from "../primitives.ts";
import { Monitor, isAlive, processOf } from "../kernel/process.ts";
import type { Home, Process } from "../kernel/process.ts";
import { deliver, deliverToAlias, monitor, removeMonitor } from "../kernel/signals.ts";
import { isPid, isRef, targetOfRef } from "../term/term.ts";
import type { Pid, Ref } from "../term/term.ts";

/** Who asks: the process and the alias through which the answer goes. Give it to `reply`. */
export type From = readonly [pid: Pid, tag: Ref];

/** What a server receives: `["$gen_call", from, request]` from `GenServer.call`, `["system", from, request]` from `Sys`. */
export type Label = "$gen_call" | "system";

/** The function that was called, for the exit reason: `GenServer.call(server, request, timeout)`. */
export type Caller = readonly [module: string, name: string];

/**
 * Sends a request and waits for the reply. Exits with `[reason, [module, name, args]]`, where the reason is `"noproc"`,
 * `"timeout"`, `"calling_self"`, or that of the server when it ends before it has replied.
 *
 * The request goes with a monitor that is an alias too: one reply ends both, and after a timeout nobody listens any more.
 */
export function call(
  label: Label,
  server: Server,
  request: unknown,
  timeout: Timeout,
  caller: Caller,
  args?: readonly unknown[],
): Op<unknown> {
  if (typeof timeout !== "number" || !(timeout >= 0)) checkTimeout(`${caller[0]}.${caller[1]}`, timeout);
  return new CallOp(label, server, request, timeout, caller, args);
}

class CallOp extends MessageOp<unknown> {
  readonly #label: Label;
  readonly #server: Server;
  readonly #request: unknown;
  protected readonly after: Timeout;
  readonly #caller: Caller;
  /** What the caller was called with, if that is not server, request and timeout. */
  readonly #args: readonly unknown[] | undefined;
  #monitor: Monitor | undefined = undefined;

  constructor(
    label: Label,
    server: Server,
    request: unknown,
    after: Timeout,
    caller: Caller,
    args: readonly unknown[] | undefined,
  ) {
    super();
    this.#label = label;
    this.#server = server;
    this.#request = request;
    this.after = after;
    this.#caller = caller;
    this.#args = args;
  }

  get name(): string {
    return `${this.#caller[0]}.${this.#caller[1]}()`;
  }

  protected override begin(process: Process): void {
    const { home } = process;
    const server = this.#server;
    // The name is put together only where it is needed: it would be a tenth of a call.
    const isNear = isPid(server) && processOf(server).home === home;
    const target = isNear ? processOf(server) : findProcess(here(), server, this.name);
    if (target === undefined || !isAlive(target)) throw this.#exit(whyAbsent(home, server));
    if (target === process) throw this.#exit("calling_self");
    const made = monitor(process, target, "reply_demonitor");
    this.#monitor = made;
    this.skipEarlier(process);
    const request = isolate(target.home, this.#request);
    if (home.tracer !== undefined)
      home.tracer.emit({ type: "call", pid: process.pid, to: target.pid, id: made.ref.toString(), request });
    deliver(target, [this.#label, [process.pid, made.ref], request]);
  }

  accepts(message: unknown): boolean {
    if (!Array.isArray(message)) return false;
    const { ref } = this.#monitor!;
    return message[0] === ref || (message[0] === "DOWN" && message[1] === ref);
  }

  protected conclude(message: readonly unknown[]): unknown {
    if (message[0] === "DOWN") throw this.#exit(message[4]);
    return message[1];
  }

  protected expire(): never {
    removeMonitor(this.#monitor!);
    throw this.#exit("timeout");
  }

  #exit(reason: unknown): Exit {
    const call: Call = [...this.#caller, this.#args ?? [this.#server, this.#request, this.after]];
    return new Exit([reason, call]);
  }
}

keepOne(({ pid }) => new CallOp("$gen_call", pid, undefined, "infinity", ["", ""], undefined));

/** Nobody of that name is here, or the node is not. */
export function whyAbsent(home: Home, server: Server): unknown {
  return isElsewhere(home, server) ? ["nodedown", server[1]] : "noproc";
}

/** Says whether a server is named by another node. */
export function isElsewhere(home: Home, server: Server): server is readonly [name: string, node: string] {
  return Array.isArray(server) && server.length === 2 && server[0] !== "global" && server[1] !== home.name;
}

/** Sends a request that nobody answers. Whether there is such a server, or such a directory, is of no interest. */
export function cast(where: string, server: Server, request: unknown): "ok" {
  const home = here();
  if (isViaName(server)) return sendVia(server, ["$gen_cast", request]);
  const target = isPid(server) ? processOf(server) : findProcess(home, server, where);
  if (target === undefined) return "ok";
  const message = ["$gen_cast", isolate(home, request) as unknown];
  if (home.tracer !== undefined)
    home.tracer.emit({ type: "send", pid: home.self.pid, to: target.pid, message });
  deliver(target, message);
  return "ok";
}

/** Leaves a message to a directory. Whether that knows the name, or can be asked at all, is of no interest. */
export function sendVia([, directory, key]: ViaName, message: unknown): "ok" {
  try {
    directory.send(key, message);
  } catch {
    // As with any other name: nobody is there.
  }
  return "ok";
}

/** Answers a request. A caller that has given up or died gets nothing; one that has made
 * its own request with a reference that is no alias gets `[ref, answer]` all the same. Follows `GenServer.reply/2`. */
export function reply(from: From, answer: unknown): "ok" {
  const ref = from[1];
  const home = here();
  if (home.tracer !== undefined)
    home.tracer.emit({
      type: "answered",
      pid: home.self.pid,
      to: from[0],
      id: ref.toString(),
      reply: answer,
    });
  const message = [ref, isolate(home, answer) as unknown];
  if (isRef(ref) && targetOfRef(ref) instanceof Monitor) deliverToAlias(ref, message);
  else deliver(processOf(from[0]), message);
  return "ok";
}
