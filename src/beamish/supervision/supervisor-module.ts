/** A supervisor as a callback module: what its `init` says. */
import type { Steps } from "../kernel/process.ts";
import type { Child } from "./child-spec.ts";
import type { Flags } from "./options.ts";

export interface SupervisorModule<Argument> {
  init(argument: Argument): InitResult | Steps<InitResult>;
  /** What the module is called in reports. */
  readonly name?: string;
}

/** The flags and children of a supervisor, as `Supervisor.init` makes them. */
export type InitOk = readonly ["ok", readonly [flags: Flags, children: readonly Child[]]];

/** What `init` returns. */
export type InitResult = InitOk | "ignore";

export function isInitOk(answer: unknown): answer is InitOk {
  return (
    Array.isArray(answer) && answer[0] === "ok" && Array.isArray(answer[1]) && Array.isArray(answer[1][1])
  );
}
