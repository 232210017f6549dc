/** What a system looks like at one moment: the events so far, folded into processes. Pure; knows no DOM. */
import type { RecordedEvent } from "beamish/trace";

export type Lamp = "running" | "waiting" | "crashed" | "restarting" | "exited";

export interface ProcessView {
  readonly pid: string;
  /** Registered name, label or child id; "you" for the shell; undefined when it has none. */
  name: string | undefined;
  readonly parent: string | undefined;
  lamp: Lamp;
  /** Why it ended, once it has. */
  reason: string | undefined;
  /** Messages that wait in the mailbox. */
  mailbox: number;
  /** How often its supervisor has put a new process in this place. */
  restarts: number;
}

export interface TreeNode {
  readonly process: ProcessView;
  readonly children: readonly TreeNode[];
}

/** How near a supervisor is to giving up. */
export interface Intensity {
  readonly restarts: number;
  readonly limit: number;
}

/** Text of a term as the trace prints it, without the quotes of a string. */
export function bare(text: string): string {
  return /^"[^"]*"$/.test(text) ? text.slice(1, -1) : text;
}

/** Did a process end as planned? Normal ends, and shutdowns that somebody ordered. */
export function endedWell(reason: string): boolean {
  return reason === '"normal"' || reason === '"shutdown"' || reason.startsWith('["shutdown"');
}

export class System {
  readonly #processes = new Map<string, ProcessView>();
  /** Supervisor and child id to the process in that place. */
  readonly #places = new Map<string, string>();
  readonly #intensity = new Map<string, Intensity>();
  /** Processes that another one has taken the place of: no longer part of the tree. */
  readonly #replaced = new Set<string>();

  /** The system after the first `count` events (all if not given). */
  static after(events: readonly RecordedEvent[], count: number = events.length): System {
    const system = new System();
    for (let index = 0; index < count && index < events.length; index++) system.apply(events[index]!);
    return system;
  }

  apply(event: RecordedEvent): void {
    if (event.type !== "spawn") this.#meet(event.pid);
    switch (event.type) {
      case "spawn":
        if (event.parent !== undefined) this.#meet(event.parent);
        this.#processes.set(event.pid, {
          pid: event.pid,
          name: event.label === undefined ? undefined : nameOf(event.label, event.parent),
          parent: event.parent,
          lamp: "running",
          reason: undefined,
          mailbox: 0,
          restarts: 0,
        });
        break;
      case "exit":
        this.#change(event.pid, (process) => {
          process.lamp = endedWell(event.reason) ? "exited" : "crashed";
          process.reason = bare(event.reason);
          process.mailbox = 0;
        });
        break;
      case "run":
        this.#light(event.pid, "running");
        break;
      case "wait":
        this.#light(event.pid, "waiting");
        break;
      case "send":
        this.#change(event.to, (process) => {
          if (isAlive(process)) process.mailbox += 1;
        });
        break;
      case "receive":
        this.#change(event.pid, (process) => {
          process.mailbox = Math.max(0, process.mailbox - 1);
        });
        this.#light(event.pid, "running");
        break;
      case "register":
        this.#change(event.pid, (process) => {
          process.name = event.name;
        });
        break;
      case "label":
        this.#change(event.pid, (process) => {
          process.name ??= bare(event.label);
        });
        break;
      case "child":
        this.#child(event.pid, event.child, event.id, event.event);
        break;
      case "restarting":
        this.#intensity.set(event.pid, { restarts: event.restarts, limit: event.limit });
        this.#change(this.#places.get(place(event.pid, event.id)), (process) => {
          process.lamp = "restarting";
        });
        break;
      default:
        break;
    }
  }

  get(pid: string): ProcessView | undefined {
    return this.#processes.get(pid);
  }

  /** What to call a process. */
  nameOf(pid: string): string {
    return this.#processes.get(pid)?.name ?? pid;
  }

  intensity(supervisor: string): Intensity | undefined {
    return this.#intensity.get(supervisor);
  }

  /** Processes by who started whom; one that was replaced by a restart gives its place to the new one. */
  tree(): readonly TreeNode[] {
    const children = new Map<string | undefined, ProcessView[]>();
    for (const process of this.#processes.values()) {
      if (this.#replaced.has(process.pid)) continue;
      const parent =
        process.parent !== undefined && this.#processes.has(process.parent) ? process.parent : undefined;
      const siblings = children.get(parent);
      if (siblings) siblings.push(process);
      else children.set(parent, [process]);
    }
    const order = this.#orderOfPlaces();
    const grow = (process: ProcessView): TreeNode => ({
      process,
      children: (children.get(process.pid) ?? [])
        .toSorted((a, b) => (order.get(a.pid) ?? Infinity) - (order.get(b.pid) ?? Infinity) || 0)
        .map(grow),
    });
    return (children.get(undefined) ?? []).map(grow);
  }

  /** A restarted child keeps the place of the first one, so that the tree does not jump. */
  #orderOfPlaces(): Map<string, number> {
    return new Map([...this.#places.values()].map((pid, index) => [pid, index]));
  }

  #child(supervisor: string, child: string, id: string, event: "started" | "restarted" | "terminated"): void {
    const key = place(supervisor, id);
    const before = this.#places.get(key);
    if (event === "terminated") return;
    if (before !== undefined && before !== child) this.#replaced.add(before);
    const restarts = event === "restarted" ? (this.#processes.get(before ?? "")?.restarts ?? 0) + 1 : 0;
    this.#places.set(key, child);
    this.#change(child, (process) => {
      process.name ??= bare(id);
      process.restarts = restarts;
    });
  }

  /** Takes in a process that was there before anybody listened. The first of them is the shell of whoever runs the code. */
  #meet(pid: string): void {
    if (this.#processes.has(pid)) return;
    const name = this.#processes.size === 0 ? "you" : undefined;
    this.#processes.set(pid, {
      pid,
      name,
      parent: undefined,
      lamp: "running",
      reason: undefined,
      mailbox: 0,
      restarts: 0,
    });
  }

  #light(pid: string, lamp: Lamp): void {
    this.#change(pid, (process) => {
      if (isAlive(process)) process.lamp = lamp;
    });
  }

  #change(pid: string | undefined, change: (process: ProcessView) => void): void {
    const process = pid === undefined ? undefined : this.#processes.get(pid);
    if (process) change(process);
  }
}

function isAlive(process: ProcessView): boolean {
  return process.lamp === "running" || process.lamp === "waiting";
}

function nameOf(label: string, parent: string | undefined): string {
  return parent === undefined && bare(label) === "shell" ? "you" : bare(label);
}

function place(supervisor: string, id: string): string {
  return `${supervisor} ${id}`;
}
