/** A naive model of supervision: what must be printed when workers of a tree end. No processes, only the rules. */

export type Restart = "permanent" | "transient" | "temporary";
export type Strategy = "one_for_one" | "one_for_all" | "rest_for_one";

/** A tree as it is specified. Ids are unique. */
export type Plan =
  | { readonly kind: "worker"; readonly id: string; readonly restart: Restart }
  | {
      readonly kind: "supervisor";
      readonly id: string;
      readonly restart: Restart;
      readonly strategy: Strategy;
      readonly maxRestarts: number;
      readonly children: readonly Plan[];
    };

class Member {
  readonly plan: Plan;
  readonly parent: Member | undefined;
  isAlive = false;
  restarts = 0;
  children: Member[] = [];

  constructor(plan: Plan, parent?: Member) {
    this.plan = plan;
    this.parent = parent;
  }
}

export class Model {
  readonly log: string[] = [];
  readonly #root: Member;

  constructor(plan: Plan) {
    this.#root = new Member(plan);
    this.#start(this.#root);
  }

  get isAlive(): boolean {
    return this.#root.isAlive;
  }

  /** The ids of the living workers, in the order of the tree. */
  workers(member: Member = this.#root): string[] {
    if (member.plan.kind === "supervisor") return member.children.flatMap((child) => this.workers(child));
    return member.isAlive ? [member.plan.id] : [];
  }

  /** The worker ends by itself; one that is killed does not say so. */
  crash(id: string, reason: string): void {
    const worker = this.#find(this.#root, id)!;
    worker.isAlive = false;
    if (reason !== "killed") this.log.push(`stop ${id} ${reason}`);
    this.#ended(worker, reason);
  }

  /** The whole tree is stopped. */
  stop(): void {
    this.#stop(this.#root);
  }

  #find(member: Member, id: string): Member | undefined {
    if (member.plan.id === id) return member;
    for (const child of member.children) {
      const found = this.#find(child, id);
      if (found) return found;
    }
    return undefined;
  }

  #start(member: Member): void {
    member.isAlive = true;
    if (member.plan.kind === "worker") {
      this.log.push(`start ${member.plan.id}`);
      return;
    }
    member.restarts = 0;
    member.children = member.plan.children.map((plan) => new Member(plan, member));
    for (const child of member.children) this.#start(child);
  }

  #stop(member: Member): void {
    if (!member.isAlive) return;
    if (member.plan.kind === "worker") this.log.push(`stop ${member.plan.id} shutdown`);
    for (const child of member.children.toReversed()) this.#stop(child);
    member.isAlive = false;
  }

  #ended(child: Member, reason: string): void {
    const { parent } = child;
    if (parent?.plan.kind !== "supervisor") return;
    const { restart } = child.plan;
    const planned = reason === "normal" || reason === "shutdown";
    if (restart === "temporary") this.#remove(parent, child);
    if (restart === "temporary" || (restart === "transient" && planned)) return;
    parent.restarts += 1;
    if (parent.restarts > parent.plan.maxRestarts) {
      this.#stop(parent);
      this.#ended(parent, "shutdown");
      return;
    }
    const at = parent.children.indexOf(child);
    const concerned = {
      one_for_one: () => [child],
      one_for_all: () => parent.children,
      rest_for_one: () => parent.children.slice(at),
    }[parent.plan.strategy]();
    for (const other of concerned.toReversed()) this.#stop(other);
    for (const other of concerned) {
      if (other.plan.restart === "temporary") this.#remove(parent, other);
      else this.#start(other);
    }
  }

  #remove(parent: Member, child: Member): void {
    parent.children = parent.children.filter((other) => other !== child);
  }
}
