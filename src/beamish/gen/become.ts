/** A process that turns into a server: what `enterLoop` does. */
import { badArgument } from "../term/errors.ts";
import { PENDING, WaitingOp } from "../node/operation.ts";
import type { Process, Program } from "../kernel/process.ts";
import type { Pid } from "../term/term.ts";
import { checkEntered, isEntered, parentOf } from "./enter-loop.ts";

export class BecomeOp extends WaitingOp<never> {
  readonly name: string;
  readonly #entered: unknown;
  readonly #program: (process: Process, parent: Pid) => Program;
  protected readonly after = "infinity";

  /**
   * @param entered the name that the process must have, if this is one
   * @param program makes the program that the process goes on with
   */
  constructor(where: string, entered: unknown, program: (process: Process, parent: Pid) => Program) {
    super();
    this.name = `${where}()`;
    this.#entered = entered;
    this.#program = program;
  }

  /** The generator that is running is left where it is, for good: from the next turn on the process is the server. */
  protected attempt(process: Process): typeof PENDING {
    if (process === process.home.shellProcess)
      throw badArgument(
        this.name,
        "a process of its own",
        process.pid,
        "The shell cannot become a server: spawn a process.",
      );
    if (isEntered(this.#entered)) checkEntered(process, this.#entered);
    process.code = this.#program(process, parentOf(process));
    process.fiber = undefined;
    process.home.schedule(process);
    return PENDING;
  }

  protected expire(): never {
    throw new Error("a loop does not expire");
  }
}
