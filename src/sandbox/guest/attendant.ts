/** Does to a running system what a person watching asks for. */
import { makeRef, send } from "beamish";
import type { HostNode } from "beamish/testing";
import { toValue } from "../values.ts";
import type { PacedClock } from "./paced-clock.ts";
import type { GuestCommand, GuestEvent } from "./protocol.ts";
import { leafOf } from "./runtime-values.ts";

type Process = ReturnType<HostNode["node"]["processes"]>[number];

const LOOKING = { leafOf, positionsIn: () => [] };

export class Attendant {
  readonly #host: HostNode;
  readonly #clock: PacedClock | undefined;
  readonly #tell: (event: GuestEvent) => void;

  /** @param clock the run's clock, if its pace can be changed */
  constructor(host: HostNode, clock: PacedClock | undefined, tell: (event: GuestEvent) => void) {
    this.#host = host;
    this.#clock = clock;
    this.#tell = tell;
  }

  do(command: GuestCommand): void {
    if (command.type === "pace" || command.type === "skip") return this.#time(command);
    const process = this.#host.node.processes().find(({ pid }) => String(pid) === command.pid);
    if (process === undefined) return this.#refuse(command, `${command.pid} is not alive.`);
    switch (command.type) {
      case "exit":
        this.#host.exit(command.pid, command.reason);
        break;
      case "send":
        this.#send(process, this.#termOf(command.message));
        break;
      case "suspend":
      case "resume":
        if (otpIn(process) === undefined) {
          const who = `${command.pid} is a plain process`;
          return this.#refuse(command, `${who}: only OTP processes can be asked to ${command.type}.`);
        }
        // As `Sys.suspend` and `Sys.resume` do, but nobody waits for the answer.
        this.#send(process, ["system", [this.#host.node.shell.process.pid, makeRef()], command.type]);
        break;
      case "inspect":
        this.#tell({ type: "inspected", pid: command.pid, ...factsOf(process) });
        break;
    }
  }

  #time(command: Extract<GuestCommand, { type: "pace" | "skip" }>): void {
    if (this.#clock === undefined)
      return this.#refuse(command, "This run is on the wall clock, which nobody can hold.");
    if (command.type === "skip") this.#clock.skip();
    else this.#clock.pace = command.pace;
  }

  #send(process: Process, message: unknown): void {
    this.#host.node.enter(() => send(process.pid, message));
  }

  /** What a reader typed: JSON if it is JSON, with pids for the texts of pids; else the text itself. */
  #termOf(text: string): unknown {
    const reviver = (_: string, value: unknown) =>
      typeof value === "string" ? (this.#host.findPid(value) ?? value) : value;
    try {
      return JSON.parse(text, reviver);
    } catch {
      return text;
    }
  }

  #refuse(command: GuestCommand, reason: string): void {
    this.#tell({ type: "refused", command: command.type, reason });
  }
}

/** What a behaviour offers to whoever looks at it. Other processes would find system messages in their mailboxes. */
interface OtpProcess {
  readonly behaviour: unknown;
  getState(): unknown;
}

function otpIn({ code }: Process): OtpProcess | undefined {
  return typeof code === "object" && "getState" in code ? (code as unknown as OtpProcess) : undefined;
}

function factsOf(process: Process) {
  const { details, trapExit } = process;
  const otp = otpIn(process);
  return {
    behaviour: otp === undefined ? "none" : String(otp.behaviour),
    trapsExits: trapExit,
    canSuspend: otp !== undefined,
    dictionary: toValue(new Map(details?.dictionary), LOOKING),
    ...(otp !== undefined && { state: toValue(otp.getState(), LOOKING) }),
  };
}
