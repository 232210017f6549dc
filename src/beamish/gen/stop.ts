/** Ending a server in order and waiting until it has ended. */
import { Exit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { MessageOp, checkTimeout } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { Monitor, isAlive } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import { deliver, monitor, removeMonitor } from "../kernel/signals.ts";
import { equal } from "../term/term.ts";
import { findProcess } from "../names.ts";
import type { Server } from "../names.ts";
import { whyAbsent } from "./call.ts";

/**
 * Asks the server to end and waits, `timeout` ms at most. `explain` makes the exit reason from the bare one, for functions that say
 * which call failed.
 */
export function stopServer(
  where: string,
  server: Server,
  reason: unknown,
  timeout: Timeout,
  explain: (reason: unknown) => unknown = (reason) => reason,
): Op<"ok"> {
  checkTimeout(where, timeout);
  return new StopOp(where, server, reason, timeout, explain);
}

/** Exits with `"noproc"`, `["calling_self", call]`, `"timeout"`, or the reason if the server ended by another one than it was told. */
class StopOp extends MessageOp<"ok"> {
  readonly name: string;
  readonly #where: string;
  readonly #server: Server;
  readonly #reason: unknown;
  protected readonly after: Timeout;
  readonly #explain: (reason: unknown) => unknown;
  #monitor: Monitor | undefined = undefined;

  constructor(
    where: string,
    server: Server,
    reason: unknown,
    timeout: Timeout,
    explain: (reason: unknown) => unknown,
  ) {
    super();
    this.name = `${where}()`;
    this.#where = where;
    this.#server = server;
    this.#reason = reason;
    this.after = timeout;
    this.#explain = explain;
  }

  protected override begin(process: Process): void {
    const target = findProcess(here(), this.#server, this.#where);
    if (target === undefined || !isAlive(target)) throw this.#exit(whyAbsent(process.home, this.#server));
    if (target === process) throw new Exit(this.#callingSelf());
    this.#monitor = monitor(process, target);
    // The answer goes to a reference that nobody listens to: the end itself is what is waited for.
    deliver(target, [
      "system",
      [process.pid, new Monitor(process, undefined, "none").ref],
      ["terminate", this.#reason],
    ]);
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

  /** As in OTP, where it is the function underneath that notices. */
  #callingSelf(): unknown {
    const explained = this.#explain("calling_self");
    const call = ["sys", "terminate", [this.#server, this.#reason, this.after]];
    return explained === "calling_self" ? [explained, call] : explained;
  }

  #exit(reason: unknown): Exit {
    return new Exit(this.#explain(reason));
  }
}
