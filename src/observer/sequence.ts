/** A run as a sequence diagram: lanes for processes, a row for each thing that happened. Pure layout, no pixels. */
import type { RecordedEvent } from "beamish/trace";
import { bare, endedWell, System } from "./model.ts";

export interface Lane {
  readonly pid: string;
  readonly name: string;
  /** First row on which the process exists. */
  readonly born: number;
  /** Row on which it ended. */
  died: number | undefined;
  /** Stretches of rows on which it ran. */
  readonly busy: { readonly from: number; to: number }[];
}

interface At {
  readonly row: number;
  /** How many events had happened when this one had: what a time line compares with. */
  readonly moment: number;
  /** One sentence that says the same. */
  readonly sentence: string;
}

export type Step =
  | (At & {
      readonly kind: "message" | "call" | "reply" | "signal" | "start";
      readonly from: number;
      readonly to: number;
      readonly text: string;
    })
  | (At & { readonly kind: "crash" | "end"; readonly lane: number; readonly text: string });

export interface Sequence {
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
  readonly rows: number;
}

/** What a GenServer's own protocol looks like on the wire. Calls and replies have events of their own. */
const PROTOCOL = /^\["\$gen_call"|^\[\["alias"|^\["system"/;
/** An answer that is marked with a reference. Only that of a GenServer's call is protocol: others mark theirs by hand. */
const ANSWER = /^\[(#Ref<[\d.]+>)/;
const CAST = /^\["\$gen_cast", (.*)\]$/s;

/**
 * Lay out a run.
 * @param limit rows at the most; later events are left out (say so next to the diagram)
 */
export function sequence(events: readonly RecordedEvent[], limit = 300): Sequence {
  const system = System.after(events);
  const lanes: Lane[] = [];
  const laneOf = new Map<string, number>();
  const steps: Step[] = [];
  const busySince = new Map<number, number>();
  const calls = new Set<string>();
  let row = 0;

  const name = (pid: string) => system.nameOf(pid);
  const lane = (pid: string): number => {
    const known = laneOf.get(pid);
    if (known !== undefined) return known;
    laneOf.set(pid, lanes.length);
    lanes.push({ pid, name: name(pid), born: row, died: undefined, busy: [] });
    return lanes.length - 1;
  };
  const arrow = (
    kind: "message" | "call" | "reply" | "signal" | "start",
    from: string,
    to: string,
    text: string,
    moment: number,
    sentence: string,
  ) => {
    steps.push({ kind, from: lane(from), to: lane(to), text, row: row++, moment, sentence });
  };

  for (const [index, event] of events.entries()) {
    if (row >= limit) break;
    const moment = index + 1;
    switch (event.type) {
      case "spawn":
        if (event.parent !== undefined)
          arrow(
            "start",
            event.parent,
            event.pid,
            "starts",
            moment,
            `${name(event.parent)} starts ${name(event.pid)}.`,
          );
        else lane(event.pid);
        break;
      case "send": {
        const cast = CAST.exec(event.message);
        if (PROTOCOL.test(event.message) || calls.has(ANSWER.exec(event.message)?.[1] ?? "")) break;
        const text = cast?.[1] ?? event.message;
        arrow(
          "message",
          event.pid,
          event.to,
          text,
          moment,
          `${name(event.pid)} sends ${text} to ${name(event.to)}.`,
        );
        break;
      }
      case "call":
        calls.add(event.id);
        arrow(
          "call",
          event.pid,
          event.to,
          event.request,
          moment,
          `${name(event.pid)} calls ${name(event.to)} with ${event.request}.`,
        );
        break;
      case "answered":
        arrow(
          "reply",
          event.pid,
          event.to,
          event.reply,
          moment,
          `${name(event.pid)} answers ${name(event.to)}: ${event.reply}.`,
        );
        break;
      case "signal":
        arrow(
          "signal",
          event.pid,
          event.to,
          bare(event.reason),
          moment,
          `An exit signal goes from ${name(event.pid)} to ${name(event.to)}: ${event.reason}.`,
        );
        break;
      case "exit": {
        const at = lane(event.pid);
        const well = endedWell(event.reason);
        stopBusy(at);
        lanes[at]!.died = row;
        steps.push({
          kind: well ? "end" : "crash",
          lane: at,
          text: bare(event.reason),
          row: row++,
          moment,
          sentence: `${name(event.pid)} ${well ? "ends" : "crashes"}: ${bare(event.reason)}.`,
        });
        break;
      }
      case "run":
      case "receive": {
        const at = lane(event.pid);
        if (!busySince.has(at)) busySince.set(at, row);
        break;
      }
      case "wait":
        stopBusy(lane(event.pid));
        break;
      default:
        break;
    }
  }
  for (const at of busySince.keys()) stopBusy(at);
  return { lanes, steps, rows: row };

  function stopBusy(at: number): void {
    const from = busySince.get(at);
    busySince.delete(at);
    if (from !== undefined && from < row) lanes[at]!.busy.push({ from, to: row });
  }
}
