/** Who calls, and which process is meant: what the functions of `Process` begin with. */
import type { Process } from "../kernel/process.ts";
import { processHere } from "../names.ts";
import { here } from "../node/node.ts";
import { badArgument } from "../term/errors.ts";
import { isPid } from "../term/term.ts";

/** The calling process. */
export const me = (): Process => here().self;

/** The process behind a pid. Throws unless it is one, and of this node. */
export function processBehind(where: string, pid: unknown): Process {
  if (!isPid(pid)) throw badArgument(where, "a pid", pid);
  const node = here();
  const process = processHere(node, pid, where);
  node.looked?.(process);
  return process;
}
