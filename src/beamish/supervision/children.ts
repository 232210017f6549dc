/** The children of a supervisor, in the order in which they were first started. */
import { equal, type Pid } from "../kernel/term.ts";
import type { CompleteSpec } from "./child-spec.ts";

export interface Child {
  readonly spec: CompleteSpec;
  /** The process; `undefined` when there is none. A child that is restarting keeps the pid it had. */
  pid: Pid | undefined;
  /** A restart failed and will be tried again. */
  restarting: boolean;
}

export class Children {
  /** By id; a child of a template has none and stands for itself. */
  readonly #byId = new Map<unknown, Child>();
  readonly #byPid = new Map<Pid, Child>();

  get size(): number {
    return this.#byId.size;
  }

  /** Children in order of start. */
  all(): Child[] {
    return [...this.#byId.values()];
  }

  /** The child with that id. Ids are compared by value, so that `["worker", 1]` names the same child again. */
  find(id: unknown): Child | undefined {
    const child = this.#byId.get(id);
    if (child !== undefined || typeof id !== "object") return child;
    for (const [other, candidate] of this.#byId) if (equal(id, other)) return candidate;
    return undefined;
  }

  findPid(pid: unknown): Child | undefined {
    return this.#byPid.get(pid as Pid);
  }

  /** Adds a child, as the last one; it has no process yet. */
  add(spec: CompleteSpec): Child {
    const child: Child = { spec, pid: undefined, restarting: false };
    this.#byId.set(spec.id ?? child, child);
    return child;
  }

  remove(child: Child): void {
    this.setPid(child, undefined);
    this.#byId.delete(child.spec.id ?? child);
  }

  /** Says which process a child has now. */
  setPid(child: Child, pid: Pid | undefined): void {
    if (child.pid !== undefined) this.#byPid.delete(child.pid);
    child.pid = pid;
    child.restarting = false;
    if (pid !== undefined) this.#byPid.set(pid, child);
  }

  /** Says that a child will be restarted; `old` is the process it had. */
  setRestarting(child: Child, old: Pid | undefined): void {
    this.setPid(child, old);
    child.restarting = true;
  }
}

export const isRunning = (child: Child): child is Child & { pid: Pid } =>
  child.pid !== undefined && !child.restarting;
