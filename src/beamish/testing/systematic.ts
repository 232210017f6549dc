/** Goes through all schedules, except those that differ only in the order of steps which have nothing to do with each other. */
import { conflicts } from "./footprint.ts";
import type { Footprint } from "./footprint.ts";
import { racesOf } from "./races.ts";
import type { Decide, Point, Trial } from "./run.ts";
import type { Deviation } from "./schedule.ts";
import type { Search } from "./search.ts";
import type { Step } from "./witness.ts";

/** A place on the way of the last run. */
interface Fork {
  readonly options: readonly string[];
  choice: string;
  /** What has to be tried here, and what has been. */
  readonly toTry: Set<string>;
  readonly done: Map<string, Footprint>;
  /** What has been tried before, at an earlier fork: whatever came since does not matter to it. */
  readonly asleep: ReadonlyMap<string, Footprint>;
}

/** How far a search has come, as data: the next run can be made in another thread. */
export interface Stage {
  readonly way: Fork[];
  readonly fresh: number;
  readonly leftOut: number;
}

/**
 * Dynamic partial-order reduction with source sets and sleep sets: after each run it looks for races, pairs of steps that
 * could have come the other way round with another result, and tries those.
 */
export class Systematic implements Search {
  readonly #way: Fork[];
  readonly #reduces: boolean;
  readonly #bound: number;
  #depth = 0;
  #interruptions = 0;
  /** The first step of the last run that was not in the run before. */
  #fresh: number;
  #leftOut: number;

  /**
   * @param bound how often a process that could go on may be interrupted in a run. A bound cuts off orders that the reduction
   *   relies on, so there is no reduction within one.
   * @param stage where an earlier search with the same parameters has come to
   */
  constructor(reduces: boolean, bound: number, stage: Stage = { way: [], fresh: 0, leftOut: 0 }) {
    this.#reduces = reduces && bound === Infinity;
    this.#bound = bound;
    this.#way = stage.way;
    this.#fresh = stage.fresh;
    this.#leftOut = stage.leftOut;
  }

  get stage(): Stage {
    return { way: this.#way, fresh: this.#fresh, leftOut: this.#leftOut };
  }

  /** Where the next run departs from the usual order, as far as that is known. */
  get deviations(): readonly Deviation[] {
    return this.#way
      .filter(({ options }) => options.length > 1)
      .map(({ options, choice }, at) => ({ at, option: options.indexOf(choice) }))
      .filter(({ option }) => option > 0);
  }

  readonly decide: Decide = (point) => {
    const fork = this.#way[this.#depth] ?? this.#open(point);
    if (fork === undefined) return undefined;
    this.#depth++;
    const option = point.options.indexOf(fork.choice);
    if (option > 0 && point.goesOn) this.#interruptions++;
    return option;
  };

  #open({ options, goesOn, steps }: Point): Fork | undefined {
    const asleep = this.#reduces ? this.#stillAsleep(steps) : new Map<string, Footprint>();
    const choice = options.find((option) => !asleep.has(option));
    if (choice === undefined) return undefined;
    const isBound = goesOn && this.#interruptions >= this.#bound;
    const toTry = new Set(this.#reduces || isBound ? [choice] : options);
    const fork = { options, choice, toTry, done: new Map(), asleep };
    this.#way.push(fork);
    return fork;
  }

  #stillAsleep(steps: readonly Step[]): Map<string, Footprint> {
    const last = this.#way.at(-1);
    const step = steps[this.#depth - 1];
    if (last === undefined || step === undefined) return new Map();
    const before = [...last.asleep, ...last.done];
    return new Map(
      before.filter(([who, footprint]) => who !== step.actor && !conflicts(footprint, step.footprint)),
    );
  }

  next({ trail }: Pick<Trial, "trail">): boolean {
    if (this.#reduces)
      for (const { at, first, initials } of racesOf(trail, this.#fresh))
        this.#plan(this.#way[at]!, first, initials);
    while (this.#way.length > 0) {
      const fork = this.#way.at(-1)!;
      const step = trail[this.#way.length - 1];
      if (step !== undefined && !fork.done.has(fork.choice)) fork.done.set(fork.choice, step.footprint);
      const choice = [...fork.toTry].find((option) => !fork.done.has(option) && !fork.asleep.has(option));
      if (choice !== undefined) {
        fork.choice = choice;
        break;
      }
      this.#leftOut += fork.options.length - fork.done.size;
      this.#way.pop();
    }
    this.#fresh = this.#way.length - 1;
    this.#depth = this.#interruptions = 0;
    return this.#way.length > 0;
  }

  /** One of `initials` has to be tried at the fork, unless one is already: each leads to the race the other way round. */
  #plan({ options, toTry }: Fork, first: string, initials: readonly string[]): void {
    if (initials.some((actor) => toTry.has(actor))) return;
    const possible = initials.filter((actor) => options.includes(actor));
    const chosen = possible.includes(first) ? first : possible[0];
    if (chosen !== undefined) toTry.add(chosen);
    else for (const option of options) toTry.add(option);
  }
}
