/** A run as a sequence diagram: lanes for processes, a row for each thing that happened. Pure layout, no pixels. */
import type { RecordedEvent } from "beamish/trace";
import { bare, endedWell } from "./model.ts";

export interface Lane {
  readonly pid: string;
  /** First row on which the process exists. */
  readonly born: number;
  /** Row on which it ended. */
  died: number | undefined;
  /** Stretches of rows on which it ran, in order. */
  readonly busy: { readonly from: number; to: number }[];
}

interface At {
  readonly row: number;
  /** How many events had happened when this one had: what a time line compares with. */
  readonly moment: number;
  /** Milliseconds of the node's clock. */
  readonly time: number;
  readonly text: string;
}

/** From one lane to another, or back to the same. */
export interface Arrow extends At {
  readonly kind: "message" | "call" | "reply" | "signal" | "start" | "down";
  readonly from: number;
  readonly to: number;
}

/** Something that happens to one process. */
export interface Mark extends At {
  readonly kind: "crash" | "end" | "passed" | "timeout" | "timer" | "alarm";
  readonly lane: number;
}

export type Step = Arrow | Mark;

/** The pid in whose lane a process is drawn; `undefined` leaves it out. */
export type LaneOf = (pid: string) => string | undefined;

/** What a GenServer's own protocol looks like on the wire. Calls and replies have events of their own. */
const PROTOCOL = /^\["\$gen_call"|^\[\["alias"|^\["system"/;
/** An answer that is marked with a reference. Only that of a GenServer's call is protocol: others mark theirs by hand. */
const ANSWER = /^\[(#Ref<[\d.]+>)/;
const CAST = /^\["\$gen_cast", (.*)\]$/s;

export class Sequence {
  readonly lanes: Lane[] = [];
  readonly steps: Step[] = [];
  readonly #laneOf: LaneOf;
  readonly #index = new Map<string, number>();
  readonly #busySince = new Map<number, number>();
  readonly #calls = new Set<string>();
  #moment: number;
  #time = 0;

  /**
   * @param laneOf which processes are drawn, and where; each in a lane of its own if not given
   * @param first the moment before the first event
   */
  constructor(laneOf: LaneOf = (pid) => pid, first = 0) {
    this.#laneOf = laneOf;
    this.#moment = first;
  }

  get rows(): number {
    return this.steps.length;
  }

  /** How many steps have happened at a moment. */
  stepsBy(moment: number): number {
    let [low, high] = [0, this.steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.steps[middle]!.moment <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Where a lane ran, as far as is known: a stretch that goes on ends with the last row. */
  busyOf(lane: number): readonly { readonly from: number; readonly to: number }[] {
    const { busy } = this.lanes[lane]!;
    const since = this.#busySince.get(lane);
    return since === undefined || since === this.rows ? busy : [...busy, { from: since, to: this.rows }];
  }

  append(events: Iterable<RecordedEvent>): void {
    for (const event of events) {
      this.#moment++;
      this.#time = event.time;
      this.#add(event);
    }
  }

  #add(event: RecordedEvent): void {
    switch (event.type) {
      case "spawn":
        if (event.parent === undefined) this.#lane(event.pid);
        else this.#arrow("start", event.parent, event.pid, "starts");
        break;
      case "send":
        if (PROTOCOL.test(event.message) || this.#calls.has(ANSWER.exec(event.message)?.[1] ?? "")) break;
        this.#arrow("message", event.pid, event.to, CAST.exec(event.message)?.[1] ?? event.message);
        break;
      case "call":
        this.#calls.add(event.id);
        this.#arrow("call", event.pid, event.to, event.request);
        break;
      case "answered":
        this.#arrow("reply", event.pid, event.to, event.reply);
        break;
      case "signal":
        this.#arrow("signal", event.pid, event.to, bare(event.reason));
        break;
      case "deliver":
        if (event.cause === "timer") this.#mark("alarm", event.pid, event.message);
        else if (event.cause === "down" && event.from !== undefined)
          this.#arrow("down", event.from, event.pid, "DOWN");
        break;
      case "timer":
        this.#mark("timer", event.pid, `in ${Math.round(event.delay)} ms: ${event.message}`);
        break;
      case "timeout":
        this.#mark("timeout", event.pid, "time is up");
        break;
      case "exit": {
        const lane = this.#lane(event.pid, false);
        if (lane === undefined) break;
        this.#stopBusy(lane);
        this.lanes[lane]!.died = this.rows;
        this.#mark(endedWell(event.reason) ? "end" : "crash", event.pid, bare(event.reason));
        break;
      }
      case "run":
      case "receive": {
        const lane = this.#lane(event.pid);
        if (lane !== undefined && !this.#busySince.has(lane)) this.#busySince.set(lane, this.rows);
        break;
      }
      case "wait": {
        const lane = this.#lane(event.pid);
        if (lane !== undefined) this.#stopBusy(lane);
        if (event.waiting > 0) this.#mark("passed", event.pid, `waits past ${event.waiting}`);
        break;
      }
      default:
        break;
    }
  }

  /** A lane stands for one process or for several; only the first is drawn as one that lives and ends. */
  #lane(pid: string, orGroup = true): number | undefined {
    const owner = this.#laneOf(pid);
    if (owner === undefined || (!orGroup && owner !== pid)) return undefined;
    const known = this.#index.get(owner);
    if (known !== undefined) return known;
    this.#index.set(owner, this.lanes.length);
    this.lanes.push({ pid: owner, born: this.rows, died: undefined, busy: [] });
    return this.lanes.length - 1;
  }

  #arrow(kind: Arrow["kind"], from: string, to: string, text: string): void {
    const [a, b] = [this.#lane(from), this.#lane(to)];
    if (a === undefined || b === undefined) return;
    // What goes on inside a group is not seen from outside.
    if (a === b && from !== to) return;
    this.steps.push({ kind, from: a, to: b, text, ...this.#at() });
  }

  #mark(kind: Mark["kind"], pid: string, text: string): void {
    const lane = this.#lane(pid, false);
    if (lane !== undefined) this.steps.push({ kind, lane, text, ...this.#at() });
  }

  #at() {
    return { row: this.rows, moment: this.#moment, time: this.#time };
  }

  #stopBusy(lane: number): void {
    const from = this.#busySince.get(lane);
    this.#busySince.delete(lane);
    if (from === undefined || from >= this.rows) return;
    const { busy } = this.lanes[lane]!;
    const before = busy.at(-1);
    if (before !== undefined && before.to >= from) before.to = this.rows;
    else busy.push({ from, to: this.rows });
  }
}
