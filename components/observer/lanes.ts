/** Which processes have a lane of their own in the diagram. */
import type { RecordedEvent } from "beamish/trace";
import type { History } from "../../src/observer/history.ts";
import type { System } from "../../src/observer/model.ts";
import type { LaneOf } from "../../src/observer/sequence.ts";

export class Lanes {
  /** Only this process, and whom it has to do with, if set. */
  only: string | undefined;

  /** The reader has selected another process. Says whether other lanes are wanted now. */
  follow(pid: string): boolean {
    if (this.only === undefined || this.only === pid) return false;
    this.only = pid;
    return true;
  }

  /** Children that are folded away in the tree share the lane of the process above them. */
  laneOf({ events, latest: system }: History, folded: ReadonlySet<string>): LaneOf {
    if (this.only !== undefined) return around(events, this.only);
    if (folded.size === 0) return (pid) => pid;
    const known = new Map<string, string>();
    return (pid) => {
      const lane = known.get(pid) ?? topOf(system, folded, pid);
      known.set(pid, lane);
      return lane;
    };
  }
}

/** A process and whom it has to do with. */
function around(events: readonly RecordedEvent[], only: string): LaneOf {
  const near = new Set([only]);
  for (const event of events) {
    const other = "to" in event ? event.to : event.type === "spawn" ? event.parent : undefined;
    if (other === undefined) continue;
    if (event.pid === only) near.add(other);
    else if (other === only) near.add(event.pid);
  }
  return (pid) => (near.has(pid) ? pid : undefined);
}

/** The highest process above `pid` that is folded, or `pid` itself. */
function topOf(system: System, folded: ReadonlySet<string>, pid: string): string {
  let top = pid;
  let above = system.get(pid)?.parent;
  for (let steps = 0; above !== undefined && steps < 10_000; steps++) {
    if (folded.has(above)) top = above;
    above = system.get(above)?.parent;
  }
  return top;
}
