/** What a system looks like at one moment: the events so far, folded into processes. Pure; knows no DOM. */
import type { RecordedEvent } from "beamish/trace";
import { Intensities, type Intensity } from "./intensity.ts";

export type Lamp = "running" | "waiting" | "crashed" | "restarting" | "exited";

/** One process at one moment. Never changed, only replaced: moments share what is the same in both. */
export interface ProcessView {
  readonly pid: string;
  /** Registered name, label or child id; "you" for the shell; undefined when it has none. */
  readonly name: string | undefined;
  readonly parent: string | undefined;
  readonly lamp: Lamp;
  /** Why it ended, once it has. */
  readonly reason: string | undefined;
  /** It waits no longer, and has not had its turn yet. */
  readonly ready: boolean;
  /** Messages that wait in the mailbox. */
  readonly mailbox: number;
  /** How often its supervisor has put a new process in this place. */
  readonly restarts: number;
  /** Whether it has started children as a supervisor does. */
  readonly supervises: boolean;
  /** Turns it has had, and messages it has sent and received. */
  readonly reductions: number;
  /** Its state, as printed. */
  readonly state: string | undefined;
}

export interface TreeNode {
  readonly process: ProcessView;
  readonly children: readonly TreeNode[];
}

/** Sums over all processes. */
export interface Totals {
  readonly alive: number;
  /** Processes that have something to do. */
  readonly queue: number;
  /** Messages that wait in mailboxes. */
  readonly messages: number;
  /** Reductions of all processes so far. */
  readonly reductions: number;
}

/** Text of a term as the trace prints it, without the quotes of a string. */
export function bare(text: string): string {
  return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
}

/** Did a process end as planned? Normal ends, and shutdowns that somebody ordered. */
export function endedWell(reason: string): boolean {
  return reason === '"normal"' || reason === '"shutdown"' || reason.startsWith('["shutdown"');
}

/** How a process looks that has ended. */
function lampOf(reason = "normal"): Lamp {
  return ["normal", "shutdown"].includes(reason) || endedWell(reason) ? "exited" : "crashed";
}

export function isAlive(process: ProcessView): boolean {
  return process.lamp === "running" || process.lamp === "waiting";
}

export class System {
  #processes = new Map<string, ProcessView>();
  /** Supervisor and child id to the process in that place. */
  #places = new Map<string, string>();
  #intensities = new Intensities();
  /** Processes that are no longer part of the tree, and who has taken their place. */
  #replaced = new Map<string, string>();
  /** The time of the last event. */
  #now = 0;
  #totals: Totals = { alive: 0, queue: 0, messages: 0, reductions: 0 };

  /** The system after the first `count` events (all if not given). */
  static after(events: readonly RecordedEvent[], count: number = events.length): System {
    const system = new System();
    for (let index = 0; index < count && index < events.length; index++) system.apply(events[index]!);
    return system;
  }

  /** A system that goes its own way from here. */
  clone(): System {
    const copy = new System();
    copy.#processes = new Map(this.#processes);
    copy.#places = new Map(this.#places);
    copy.#intensities = this.#intensities.clone();
    copy.#now = this.#now;
    copy.#replaced = new Map(this.#replaced);
    copy.#totals = this.#totals;
    return copy;
  }

  apply(event: RecordedEvent): void {
    if (event.type !== "spawn") this.#meet(event.pid);
    this.#now = event.time;
    switch (event.type) {
      case "spawn":
        if (event.parent !== undefined) this.#meet(event.parent);
        this.#put({ ...newborn(event.pid), name: nameOf(event), parent: event.parent, ready: true });
        break;
      case "exit":
        this.#change(event.pid, {
          lamp: lampOf(bare(event.reason)),
          reason: bare(event.reason),
          mailbox: 0,
          ready: false,
        });
        break;
      case "run":
        this.#work(event.pid, { lamp: "running", ready: false });
        break;
      case "wait":
        this.#live(event.pid, { lamp: "waiting", ready: false, mailbox: event.waiting });
        break;
      case "send":
        this.#work(event.pid, {});
        this.#meet(event.to);
        this.#arrive(event.to);
        break;
      case "call":
        this.#work(event.pid, {});
        this.#meet(event.to);
        this.#arrive(event.to);
        break;
      case "deliver":
        this.#arrive(event.pid);
        break;
      case "receive": {
        const waiting = this.#processes.get(event.pid)?.mailbox ?? 0;
        this.#work(event.pid, { lamp: "running", ready: false, mailbox: Math.max(0, waiting - 1) });
        break;
      }
      case "state":
        this.#change(event.pid, { state: event.state });
        break;
      case "register":
        this.#change(event.pid, { name: event.name });
        break;
      case "label":
        this.#change(event.pid, { name: this.#processes.get(event.pid)?.name ?? bare(event.label) });
        break;
      case "child":
        this.#change(event.pid, { supervises: true });
        this.#child(event.pid, event.child, event.id, event.event);
        break;
      case "supervisor":
        this.#change(event.pid, { supervises: true });
        this.#intensities.tolerate(event);
        break;
      case "restarting":
        this.#intensities.restart(event);
        this.#change(this.#places.get(place(event.pid, event.id)), { lamp: "restarting" });
        break;
      default:
        break;
    }
  }

  /** After a gap in the record: who is not among the `alive` has ended in it. */
  survive(alive: ReadonlySet<string>): void {
    for (const process of [...this.#processes.values()])
      if (isAlive(process) && !alive.has(process.pid))
        this.#change(process.pid, { lamp: "exited", reason: "not recorded", mailbox: 0, ready: false });
  }

  get(pid: string): ProcessView | undefined {
    return this.#processes.get(pid);
  }

  /** All processes there have been, oldest first. */
  all(): Iterable<ProcessView> {
    return this.#processes.values();
  }

  get size(): number {
    return this.#processes.size;
  }

  get totals(): Totals {
    return this.#totals;
  }

  /** What to call a process. */
  nameOf(pid: string): string {
    return this.#processes.get(pid)?.name ?? pid;
  }

  /** The process that stands where this one stood before it was restarted; itself if it has not been. */
  inPlaceOf(pid: string): string {
    let here = pid;
    for (let next = this.#replaced.get(here); next !== undefined; next = this.#replaced.get(here))
      here = next;
    return here;
  }

  /** How near a supervisor is to giving up; `undefined` for who is none. */
  intensity(supervisor: string): Intensity | undefined {
    return this.#intensities.at(supervisor, this.#now);
  }

  /** Processes by who started whom; one that was replaced by a restart gives its place to the new one. */
  tree(): readonly TreeNode[] {
    const nodes = new Map<string, { process: ProcessView; children: TreeNode[] }>();
    for (const process of this.#processes.values())
      if (!this.#replaced.has(process.pid)) nodes.set(process.pid, { process, children: [] });
    const roots: TreeNode[] = [];
    // Not by recursion: a chain of processes may be of any length.
    for (const node of nodes.values()) (nodes.get(node.process.parent ?? "")?.children ?? roots).push(node);
    // A restarted child keeps the place of the first one, so that the tree does not jump.
    const order = new Map([...this.#places.values()].map((pid, index) => [pid, index]));
    const rank = ({ process }: TreeNode) => order.get(process.pid) ?? Infinity;
    for (const { process, children } of nodes.values())
      if (process.supervises) children.sort((a, b) => rank(a) - rank(b) || 0);
    return roots;
  }

  #child(supervisor: string, child: string, id: string, event: "started" | "restarted" | "terminated"): void {
    const key = place(supervisor, id);
    const before = this.#places.get(key);
    if (event === "terminated") return;
    if (before !== undefined && before !== child) {
      this.#replaced.set(before, child);
      this.#change(before, { lamp: lampOf(this.#processes.get(before)?.reason) });
    }
    const restarts = event === "restarted" ? (this.#processes.get(before ?? "")?.restarts ?? 0) + 1 : 0;
    this.#places.set(key, child);
    this.#change(child, { name: this.#processes.get(child)?.name ?? bare(id), restarts });
  }

  /** Takes in a process that was there before anybody listened. The first of them is the shell of whoever runs the code. */
  #meet(pid: string): void {
    if (this.#processes.has(pid)) return;
    this.#put({ ...newborn(pid), name: this.#processes.size === 0 ? "you" : undefined });
  }

  #arrive(pid: string): void {
    const process = this.#processes.get(pid);
    if (process && isAlive(process))
      this.#put({
        ...process,
        mailbox: process.mailbox + 1,
        ready: process.ready || process.lamp === "waiting",
      });
  }

  #work(pid: string, change: Partial<ProcessView>): void {
    const process = this.#processes.get(pid);
    if (process && isAlive(process)) this.#put({ ...process, ...change, reductions: process.reductions + 1 });
  }

  #live(pid: string, change: Partial<ProcessView>): void {
    const process = this.#processes.get(pid);
    if (process && isAlive(process)) this.#put({ ...process, ...change });
  }

  #change(pid: string | undefined, change: Partial<ProcessView>): void {
    const process = pid === undefined ? undefined : this.#processes.get(pid);
    if (process) this.#put({ ...process, ...change });
  }

  #put(process: ProcessView): void {
    const before = this.#processes.get(process.pid);
    const { alive, queue, messages, reductions } = this.#totals;
    this.#totals = {
      alive: alive + count(isAlive(process)) - count(before !== undefined && isAlive(before)),
      queue: queue + count(hasWork(process)) - count(before !== undefined && hasWork(before)),
      messages: messages + process.mailbox - (before?.mailbox ?? 0),
      reductions: reductions + process.reductions - (before?.reductions ?? 0),
    };
    this.#processes.set(process.pid, process);
  }
}

const count = (yes: boolean) => (yes ? 1 : 0);

function hasWork(process: ProcessView): boolean {
  return process.lamp === "running" || process.ready;
}

function newborn(pid: string): ProcessView {
  return {
    pid,
    name: undefined,
    parent: undefined,
    lamp: "running",
    reason: undefined,
    ready: false,
    mailbox: 0,
    restarts: 0,
    supervises: false,
    reductions: 0,
    state: undefined,
  };
}

function nameOf({ label, parent }: Extract<RecordedEvent, { type: "spawn" }>): string | undefined {
  if (label === undefined) return undefined;
  return parent === undefined && bare(label) === "shell" ? "you" : bare(label);
}

function place(supervisor: string, id: string): string {
  return `${supervisor} ${id}`;
}
