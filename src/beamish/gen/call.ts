/** Asking a server and waiting for its answer: the one protocol behind `GenServer.call`, `Sys` and the supervisors. */
import { Exit } from "../kernel/errors.ts";
import type { Call } from "../kernel/errors.ts";
import type { Receiver } from "../kernel/mailbox.ts";
import { findProcess } from "../kernel/names.ts";
import type { Server } from "../kernel/names.ts";
import { here } from "../kernel/node.ts";
import { PENDING, WaitingOp, checkTimeout } from "../kernel/operation.ts";
import type { Op, Timeout } from "../kernel/operation.ts";
import { isolate } from "../kernel/primitives.ts";
import { isAlive } from "../kernel/process.ts";
import type { Monitor, Process } from "../kernel/process.ts";
import { deliver, deliverToAlias, monitor, removeMonitor } from "../kernel/signals.ts";
import type { Pid, Ref } from "../kernel/term.ts";

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
  args: readonly unknown[] = [server, request, timeout],
): Op<unknown> {
  return new CallOp(label, server, request, timeout, caller, args);
}

class CallOp extends WaitingOp<unknown> implements Receiver {
  readonly #label: Label;
  readonly #server: Server;
  readonly #request: unknown;
  readonly #caller: Caller;
  readonly #args: readonly unknown[];
  protected readonly after: Timeout;
  #monitor: Monitor | undefined;
  #ref: Ref | undefined;
  /** Messages that were there before the request: none of them is the answer. */
  #skip = 0;

  constructor(
    label: Label,
    server: Server,
    request: unknown,
    after: Timeout,
    caller: Caller,
    args: readonly unknown[],
  ) {
    super();
    this.#label = label;
    this.#server = server;
    this.#request = request;
    this.#caller = caller;
    this.#args = args;
    this.after = after;
    if (typeof after !== "number" || !(after >= 0)) checkTimeout(this.name, after);
  }

  get name(): string {
    return `${this.#caller[0]}.${this.#caller[1]}()`;
  }

  protected override begin(process: Process): void {
    const target = findProcess(here(), this.#server, this.name);
    if (target === undefined || !isAlive(target)) throw this.#exit("noproc");
    if (target === process) throw this.#exit("calling_self");
    const { home, mailbox } = process;
    this.#monitor = monitor(process, target, "reply_demonitor");
    this.#ref = this.#monitor.ref;
    if (mailbox !== undefined && process !== home.shellProcess) this.#skip = mailbox.length;
    const request = isolate(target.home, this.#request);
    if (home.tracer !== undefined)
      home.tracer.emit({ type: "call", pid: process.pid, to: target.pid, id: this.#ref.toString(), request });
    deliver(target, [this.#label, [process.pid, this.#ref], request]);
  }

  accepts(message: unknown): boolean {
    if (!Array.isArray(message)) return false;
    return message[0] === this.#ref || (message[0] === "DOWN" && message[1] === this.#ref);
  }

  protected attempt(process: Process): unknown {
    const { mailbox } = process;
    if (mailbox === undefined || mailbox.length === 0) return PENDING;
    const message = mailbox.take(this, this.#skip);
    if (typeof message === "symbol") return PENDING;
    const [tag, reply, , , reason] = message as readonly unknown[];
    if (tag !== this.#ref) throw this.#exit(reason);
    return reply;
  }

  protected expire(): never {
    removeMonitor(this.#monitor!);
    throw this.#exit("timeout");
  }

  #exit(reason: unknown): Exit {
    const call: Call = [...this.#caller, this.#args];
    return new Exit([reason, call]);
  }
}

/** Answers a request. A caller that has given up or died gets nothing. Follows `GenServer.reply/2`. */
export function reply(from: From, answer: unknown): "ok" {
  const [pid, ref] = from;
  const home = here();
  if (home.tracer !== undefined)
    home.tracer.emit({ type: "answered", pid: home.self.pid, to: pid, id: ref.toString(), reply: answer });
  deliverToAlias(ref, [ref, isolate(home, answer)]);
  return "ok";
}
