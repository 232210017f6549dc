/** Runs that come to no end: when to give one up, and what to say of it. */
import type { Pid } from "../term/term.ts";
import { inspect } from "../term/term.ts";
import type { Node } from "../node/node.ts";
import { StoppableClock } from "./halt.ts";

/** Messages and operations after which a run is given up, unless it may have more: some seconds of work. */
export const REDUCTIONS = 50_000_000;
/** For so many more it is looked at who it is that goes on. */
const LOOK = 20_000;
/** So many are named. */
const NAMES = 5;

/** Virtual time that has each step of it looked at. */
export class GuardedClock extends StoppableClock {
  /** Called before time goes on. */
  guard: () => void = () => undefined;

  override tick(): void {
    this.guard();
    super.tick();
  }

  override jump(): void {
    this.guard();
    super.jump();
  }
}

/** Calls `giveUp` once, when the processes of `node` have done so much. */
export function limitRun(
  node: Node,
  clock: GuardedClock,
  reductions: number,
  giveUp: (why: Error) => void,
): void {
  let busy: Set<Pid> | undefined;
  clock.guard = () => {
    const done = node.scheduler.reductions;
    if (done < reductions) return;
    if (busy === undefined) {
      const seen = (busy = new Set<Pid>());
      node.subscribe((event) => event.type === "run" && seen.add(event.pid as Pid));
    } else if (done >= reductions + LOOK) {
      clock.guard = () => undefined;
      const advice = "Let the body end, also if others go on for ever; or allow more with `reductions`.";
      const what = `the run is not over after ${reductions} messages and operations`;
      giveUp(new Error(`simulate: ${what}. These never rest: ${namesOf(node, [...busy])}. ${advice}`));
    }
  };
}

function namesOf(node: Node, pids: readonly Pid[]): string {
  const names = new Map([...node.names].map(([name, { pid }]) => [pid, inspect(name)]));
  const more = pids.length > NAMES ? [`and ${pids.length - NAMES} more`] : [];
  return [...pids.slice(0, NAMES).map((pid) => names.get(pid) ?? String(pid)), ...more].join(", ");
}
