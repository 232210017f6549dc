/** The children of a supervisor, in the order in which they were first started. */
import { equal, type Pid } from "../term/term.ts";
import type { CompleteSpec } from "./child-spec.ts";

export interface Child {
  /** Changed only when the code of the supervisor changes. */
  spec: CompleteSpec;
  /** The process; `undefined` when there is none. A child that is restarting keeps the pid it had. */
  pid: Pid | undefined;
  /** A restart failed and will be tried again. */
  restarting: boolean;
}

export class Children {
  /** By id; an anonymous child stands for itself. */
  readonly #byId = new Map<unknown, Child>();
  readonly #byPid = new Map<Pid, Child>();
  readonly #areAnonymous: boolean;

  /** Anonymous children have no ids of their own: they are known by their pids, and listed in the order of these. */
  constructor(areAnonymous = false) {
    this.#areAnonymous = areAnonymous;
  }

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
    this.#byId.set(this.#key(child), child);
    return child;
  }

  remove(child: Child): void {
    this.setPid(child, undefined);
    this.#byId.delete(this.#key(child));
  }

  /** Says which process a child has now. */
  setPid(child: Child, pid: Pid | undefined): void {
    if (child.pid !== undefined) this.#byPid.delete(child.pid);
    child.pid = pid;
    child.restarting = false;
    if (pid === undefined) return;
    this.#byPid.set(pid, child);
    if (this.#areAnonymous) this.#moveToEnd(child);
  }

  /** Says that a child will be restarted; `old` is the process it had. */
  setRestarting(child: Child, old: Pid | undefined): void {
    const { pid } = child;
    if (pid !== undefined) this.#byPid.delete(pid);
    child.pid = old;
    if (old !== undefined) this.#byPid.set(old, child);
    child.restarting = true;
  }

  /** The same children under the specifications `specs`, in their order; then those that `specs` does not name. */
  respecified(specs: readonly CompleteSpec[]): Children {
    const all = new Children();
    for (const spec of specs) all.#adopt(spec, this.find(spec.id));
    for (const child of this.all()) if (all.find(child.spec.id) === undefined) all.#adopt(child.spec, child);
    return all;
  }

  #adopt(spec: CompleteSpec, child: Child | undefined): void {
    const adopted = this.add(spec);
    if (child?.restarting) this.setRestarting(adopted, child.pid);
    else this.setPid(adopted, child?.pid);
  }

  #key(child: Child): unknown {
    return this.#areAnonymous ? child : child.spec.id;
  }

  #moveToEnd(child: Child): void {
    this.#byId.delete(child);
    this.#byId.set(child, child);
  }
}

export const isRunning = (child: Child): child is Child & { pid: Pid } =>
  child.pid !== undefined && !child.restarting;
