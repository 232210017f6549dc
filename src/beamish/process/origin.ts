/** Where the processes of OTP come from: what stands in their dictionary as `"$ancestors"` and `"$initial_call"`. */
import { detailsOf } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import type { Pid } from "../term/term.ts";

/** The function that is said to have been called first. */
export type InitialCall = readonly [module: unknown, name: string, arity: number];

export interface Origin {
  readonly parent: Pid;
  /** Who started it, who started that one, and so on; by their names, if they have names. */
  readonly ancestors: readonly (Pid | string)[];
  readonly initialCall: InitialCall;
}

/** What was noted of a process; nothing of one that was just spawned. */
export function originOf({ details }: Process): Origin | undefined {
  return details?.origin as Origin | undefined;
}

/** Notes who has started a process, before it runs. */
export function setOrigin(process: Process, starter: Process, initialCall: InitialCall): void {
  // Whoever started the starter may have told it otherwise: a task knows for whom it runs.
  const above: unknown = starter.details?.dictionary?.get("$ancestors") ?? originOf(starter)?.ancestors;
  const ancestors = [
    starter.details?.name ?? starter.pid,
    ...(Array.isArray(above) ? (above as (Pid | string)[]) : []),
  ];
  detailsOf(process).origin = { parent: starter.pid, ancestors, initialCall } satisfies Origin;
}
