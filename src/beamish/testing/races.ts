/** Which steps of a run could have come the other way round, with another result. */
import { conflicts } from "./footprint.ts";
import type { Step } from "./witness.ts";

export interface Race {
  /** The step before which something else has to be tried. */
  readonly at: number;
  /** Who raced with it. */
  readonly first: string;
  /** With whom the other order can begin. */
  readonly initials: readonly string[];
}

/** For each actor, how many steps of the run (counted from 1) come before or are its own: a vector clock. */
type Clock = Map<string, number>;

/** The races whose later step is at `from` or after it. */
export function racesOf(trail: readonly Step[], from: number): Race[] {
  const clocks: Clock[] = [];
  const races: Race[] = [];
  const last = new Map<string, number>();
  /** The steps before this one all come before those after it. */
  let barrier = 0;
  trail.forEach((step, j) => {
    if (step.isLater) barrier = j;
    const clock: Clock = new Map();
    const own = last.get(step.actor);
    if (own !== undefined) join(clock, clocks[own]!);
    for (const cause of step.causes) join(clock, clocks[cause]!);
    const rivals: number[] = [];
    for (let i = j - 1; i >= barrier; i--) {
      const { actor, footprint, options } = trail[i]!;
      if (i < (clock.get(actor) ?? 0)) continue;
      const isTaken = step.takes.includes(i);
      // Who takes a message and would have gone on without it could have done so before it came.
      const isRace = isTaken
        ? step.glances && options.includes(step.actor)
        : conflicts(footprint, step.footprint);
      if (!isRace && !isTaken) continue;
      if (isRace && j >= from) rivals.push(i);
      join(clock, clocks[i]!);
    }
    clock.set(step.actor, j + 1);
    clocks.push(clock);
    last.set(step.actor, j);
    if (j >= from)
      for (const victim of step.victims)
        if (step.options.includes(victim)) races.push({ at: j, first: victim, initials: [victim] });
    for (const i of rivals)
      races.push({ at: i, first: step.actor, initials: initialsOf(trail, clocks, i, j) });
  });
  return races;
}

function join(clock: Clock, other: Clock): void {
  for (const [actor, count] of other) if (count > (clock.get(actor) ?? 0)) clock.set(actor, count);
}

/** The steps between `i` and `j` that do not need `i`, and `j`: who of them can be the first? */
function initialsOf(trail: readonly Step[], clocks: readonly Clock[], i: number, j: number): string[] {
  const without: number[] = [];
  const initials: string[] = [];
  for (let k = i + 1; k <= j; k++) {
    const comesAfter = (m: number) => m < (clocks[k]!.get(trail[m]!.actor) ?? 0);
    if (k < j && comesAfter(i)) continue;
    if (!without.some(comesAfter)) initials.push(trail[k]!.actor);
    without.push(k);
  }
  return initials;
}
