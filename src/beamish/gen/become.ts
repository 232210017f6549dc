/** A process that turns into a server: what `enterLoop` does. */
import { badArgument } from "../term/errors.ts";
import { PENDING, WaitingOp } from "../node/operation.ts";
import type { Process, Program } from "../kernel/process.ts";

export class BecomeOp extends WaitingOp<never> {
  readonly name: string;
  readonly #program: (process: Process) => Program;
  protected readonly after = "infinity";

  /** @param program makes the program that the process goes on with */
  constructor(name: string, program: (process: Process) => Program) {
    super();
    this.name = name;
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
    process.code = this.#program(process);
    process.fiber = undefined;
    process.home.schedule(process);
    return PENDING;
  }

  protected expire(): never {
    throw new Error("a loop does not expire");
  }
}
