/**
 * A naive model of supervision, after `supervisor.erl`: what the processes of a tree do. No processes, only the rules. Six
 * hundred random trees have been run on Erlang/OTP 25, too: it does what the model says.
 */

export type Restart = "permanent" | "transient" | "temporary";
export type Strategy = "one_for_one" | "one_for_all" | "rest_for_one";

export interface WorkerPlan {
  readonly kind: "worker";
  readonly id: string;
  readonly restart: Restart;
  readonly significant: boolean;
  readonly shutdown: "brutal_kill" | "infinity" | number;
  /** Milliseconds that it takes to end. */
  readonly stops: number;
  /** One that does not trap exits ends at once and says nothing. */
  readonly traps: boolean;
  /** Which of its starts fail, counted from 1. */
  readonly fails: readonly number[];
}

export interface SupervisorPlan {
  readonly kind: "supervisor";
  readonly id: string;
  readonly restart: Restart;
  readonly significant: boolean;
  readonly strategy: Strategy;
  readonly maxRestarts: number;
  readonly maxSeconds: number;
  readonly autoShutdown: "never" | "any_significant" | "all_significant";
  readonly children: readonly Plan[];
}

/** A tree as it is specified. Ids are unique. */
export type Plan = WorkerPlan | SupervisorPlan;

/** A child as its supervisor shows it. */
export type Shape = readonly [id: string, isRunning: boolean, children?: readonly Shape[]];

class Member {
  readonly plan: Plan;
  readonly parent: Member | undefined;
  isRunning = false;
  /** When there were restarts. */
  restarts: number[] = [];
  children: Member[] = [];

  constructor(plan: Plan, parent?: Member) {
    this.plan = plan;
    this.parent = parent;
  }

  get flags(): SupervisorPlan {
    return this.plan as SupervisorPlan;
  }
}

const isPlanned = (reason: unknown) =>
  reason === "normal" || reason === "shutdown" || (Array.isArray(reason) && reason[0] === "shutdown");

export class Model {
  readonly log: string[] = [];
  /** Milliseconds since the beginning. */
  now = 0;
  /** Why the whole tree has ended, if it has. */
  reason: unknown;
  readonly #root: Member;
  readonly #starts = new Map<string, number>();

  constructor(plan: SupervisorPlan) {
    this.#root = new Member(plan);
    this.#start(this.#root);
  }

  get isAlive(): boolean {
    return this.#root.isRunning;
  }

  get shape(): readonly Shape[] {
    return this.#shapes(this.#root);
  }

  /** The ids of what runs, in the order of the tree. */
  running(kind: Plan["kind"]): string[] {
    const { isRunning } = this.#root;
    return isRunning
      ? this.#running(this.#root).flatMap(({ plan }) => (plan.kind === kind ? [plan.id] : []))
      : [];
  }

  /** The ids of the children of a supervisor. */
  childrenOf(id: string): string[] {
    return this.#find(id).children.map(({ plan }) => plan.id);
  }

  // ---- What happens to the tree ------------------------------------------------------------------------------------

  /** The worker ends by itself; one that is killed does not say so. */
  crash(id: string, reason: unknown): void {
    const worker = this.#find(id);
    if (reason !== "killed") this.#says(worker.plan as WorkerPlan, reason);
    this.#ended(worker, reason);
  }

  /** A supervisor is asked to stop with a reason, not by its parent. */
  stop(id: string, reason: unknown): void {
    const member = this.#find(id);
    this.#stop(member);
    this.#ended(member, reason);
  }

  startChild(id: string, plan: Plan): string {
    const parent = this.#find(id);
    const same = parent.children.find((child) => child.plan.id === plan.id);
    if (same !== undefined) return same.isRunning ? "already_started" : "already_present";
    const child = new Member(plan, parent);
    if (!this.#start(child)) return "failed";
    parent.children.push(child);
    return "ok";
  }

  terminateChild(id: string, childId: string): string {
    const child = this.#childOf(id, childId);
    if (child === undefined) return "not_found";
    this.#retire(child);
    return "ok";
  }

  restartChild(id: string, childId: string): string {
    const child = this.#childOf(id, childId);
    if (child === undefined) return "not_found";
    if (child.isRunning) return "running";
    return this.#start(child) ? "ok" : "failed";
  }

  deleteChild(id: string, childId: string): string {
    const child = this.#childOf(id, childId);
    if (child === undefined) return "not_found";
    if (child.isRunning) return "running";
    this.#remove(child);
    return "ok";
  }

  // ---- The rules ---------------------------------------------------------------------------------------------------

  /** Says whether it could be started. */
  #start(member: Member): boolean {
    const { plan } = member;
    if (plan.kind === "worker") {
      const count = (this.#starts.get(plan.id) ?? 0) + 1;
      this.#starts.set(plan.id, count);
      member.isRunning = !plan.fails.includes(count);
      this.log.push(`${member.isRunning ? "start" : "fail"} ${plan.id}`);
      return member.isRunning;
    }
    member.restarts = [];
    member.children = plan.children.map((child) => new Member(child, member));
    member.isRunning = true;
    if (member.children.every((child) => this.#start(child))) return true;
    this.#stop(member);
    return false;
  }

  #stop(member: Member): void {
    if (!member.isRunning) return;
    member.isRunning = false;
    const { plan } = member;
    if (plan.kind === "supervisor") for (const child of member.children.toReversed()) this.#stop(child);
    else if (plan.traps && plan.shutdown !== "brutal_kill") this.#says(plan, "shutdown", plan.shutdown);
  }

  /** Its last words, for which it has so much time. */
  #says({ id, stops }: WorkerPlan, reason: unknown, limit: number | "infinity" = "infinity"): void {
    this.log.push(`stop ${id} ${String(reason)}`);
    this.now += limit === "infinity" ? stops : Math.min(stops, limit);
  }

  #ended(child: Member, reason: unknown): void {
    child.isRunning = false;
    const { parent, plan } = child;
    if (parent === undefined) {
      this.reason = reason;
      return;
    }
    if (plan.restart === "permanent" || (plan.restart === "transient" && !isPlanned(reason)))
      return this.#restart(child, parent);
    this.#retire(child);
    const { autoShutdown } = parent.flags;
    if (!plan.significant || autoShutdown === "never") return;
    const isLeft = parent.children.some((other) => other.plan.significant && other.isRunning);
    if (autoShutdown === "any_significant" || !isLeft) this.#giveUp(parent);
  }

  #restart(child: Member, parent: Member): void {
    const { strategy, maxRestarts, maxSeconds } = parent.flags;
    parent.restarts = [...parent.restarts, this.now].filter((at) => at >= this.now - maxSeconds * 1000);
    if (parent.restarts.length > maxRestarts) return this.#giveUp(parent);
    const at = parent.children.indexOf(child);
    const concerned = {
      one_for_one: () => [child],
      one_for_all: () => parent.children,
      rest_for_one: () => parent.children.slice(at),
    }[strategy]();
    for (const other of concerned.toReversed()) this.#retire(other);
    const failed = concerned.find((other) => other.plan.restart !== "temporary" && !this.#start(other));
    if (failed !== undefined) this.#restart(failed, parent);
  }

  #giveUp(supervisor: Member): void {
    this.#stop(supervisor);
    this.#ended(supervisor, "shutdown");
  }

  /** Stops a child; a temporary one is forgotten. */
  #retire(child: Member): void {
    this.#stop(child);
    if (child.plan.restart === "temporary") this.#remove(child);
  }

  #remove({ parent, plan }: Member): void {
    parent!.children = parent!.children.filter((other) => other.plan.id !== plan.id);
  }

  // ---- Looking -----------------------------------------------------------------------------------------------------

  #running(member: Member): Member[] {
    return [
      member,
      ...member.children.filter(({ isRunning }) => isRunning).flatMap((child) => this.#running(child)),
    ];
  }

  #find(id: string): Member {
    return this.#running(this.#root).find(({ plan }) => plan.id === id)!;
  }

  #childOf(id: string, childId: string): Member | undefined {
    return this.#find(id).children.find(({ plan }) => plan.id === childId);
  }

  #shapes({ children }: Member): readonly Shape[] {
    return children.map((child) => {
      const { plan, isRunning } = child;
      return plan.kind === "worker" || !isRunning
        ? [plan.id, isRunning]
        : [plan.id, isRunning, this.#shapes(child)];
    });
  }
}
