/** Under which name a process turns into a server: what the `enterLoop` of all behaviours checks. */
import { Exit } from "../term/errors.ts";
import type { Node } from "../node/node.ts";
import type { Process } from "../kernel/process.ts";
import { originOf } from "../process/origin.ts";
import { isPid } from "../term/term.ts";
import type { Pid } from "../term/term.ts";
import { findProcess, isViaName } from "../names.ts";
import type { Name } from "../names.ts";

/** The name that the process has already, or its pid. */
export type Entered = readonly ["local", name: string] | Exclude<Name, string> | Pid;

/** Says whether a term is a name or a pid, and not what follows it. */
export function isEntered(term: unknown): term is Entered {
  if (isPid(term) || isViaName(term)) return true;
  return Array.isArray(term) && term.length === 2 && (term[0] === "local" || term[0] === "global");
}

/** Who has started the process that turns into a server. Exits unless that was done by OTP. */
export function parentOf(process: Process): Pid {
  const origin = originOf(process);
  if (origin === undefined) throw new Exit("process_was_not_started_by_proc_lib");
  return origin.parent;
}

/** Exits unless the process has that name. */
export function checkEntered(process: Process, name: Entered): void {
  if (isPid(name)) {
    if (name !== process.pid) throw new Exit("process_not_registered");
  } else if (name[0] === "local") {
    if (process.details?.name !== name[1]) throw new Exit("process_not_registered");
  } else if (findProcess(process.home as Node, name, "enterLoop") !== process) {
    throw new Exit(
      name[0] === "global" ? "process_not_registered_globally" : ["process_not_registered_via", name[1]],
    );
  }
}
