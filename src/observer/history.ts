/** A run as it was recorded, to be looked at from any moment: events, with the system remembered every so often. */
import type { RecordedEvent } from "beamish/trace";
import { System } from "./model.ts";

/** Events kept. Of a longer run the oldest are forgotten. */
export const MOST_EVENTS = 100_000;
/** Events between two keyframes at the least. */
const KEYFRAME_EVERY = 1_000;

/** What the run printed, and after how many events. */
export interface Printed {
  readonly moment: number;
  readonly text: string;
}

/** Events that were not recorded: `missing` of them, before the event at `moment`. */
export interface Gap {
  readonly moment: number;
  readonly missing: number;
  readonly alive: ReadonlySet<string>;
}

/** The system as it was after `moment` events. */
interface Keyframe {
  readonly moment: number;
  readonly system: System;
}

/**
 * Moments count events: at moment 0 nothing has happened, at moment n the first n events have. Of a run that is longer
 * than `most`, the first moments are gone, and `first` says which is the earliest that is left.
 */
export class History {
  readonly #most: number;
  readonly #latest = new System();
  #events: RecordedEvent[] = [];
  #forgotten = 0;
  #keyframes: Keyframe[] = [{ moment: 0, system: new System() }];
  #gaps: Gap[] = [];
  #printed: Printed[] = [];

  constructor(most: number = MOST_EVENTS) {
    this.#most = most;
  }

  /** The earliest moment that can be looked at. */
  get first(): number {
    return this.#forgotten;
  }

  /** The latest moment. */
  get last(): number {
    return this.#forgotten + this.#events.length;
  }

  /** The events that are kept: the one at index 0 leads from moment `first` to the next. */
  get events(): readonly RecordedEvent[] {
    return this.#events;
  }

  /** The system now. */
  get latest(): System {
    return this.#latest;
  }

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  /** The event that led to a moment. */
  eventAt(moment: number): RecordedEvent | undefined {
    return this.#events[moment - 1 - this.#forgotten];
  }

  append(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#latest.apply(event);
      const behind = this.last - this.#keyframes.at(-1)!.moment;
      // A copy costs as much as there are processes: it must not be made more often than so many events come.
      if (behind >= KEYFRAME_EVERY && behind >= this.#latest.size) this.#addKeyframe();
    }
    if (this.#events.length > this.#most * 1.25) this.#forget();
  }

  /** Takes down that events are missing here, and who is alive after them. */
  skip(missing: number, alive: Iterable<string>): void {
    const gap = { moment: this.last, missing, alive: new Set(alive) };
    this.#gaps.push(gap);
    this.#latest.survive(gap.alive);
    this.#addKeyframe();
  }

  print(text: string): void {
    this.#printed.push({ moment: this.last, text });
  }

  /** What had been printed by a moment. */
  printedBy(moment: number): readonly Printed[] {
    return this.#printed.filter((line) => line.moment <= moment);
  }

  /** The system at a moment. */
  at(moment: number): System {
    if (moment >= this.last) return this.#latest;
    const keyframe = this.#keyframes.findLast((frame) => frame.moment <= moment) ?? this.#keyframes[0]!;
    if (keyframe.moment >= moment) return keyframe.system;
    const system = keyframe.system.clone();
    for (let index = keyframe.moment; index < moment; index++)
      system.apply(this.#events[index - this.#forgotten]!);
    return system;
  }

  #addKeyframe(): void {
    this.#keyframes.push({ moment: this.last, system: this.#latest.clone() });
  }

  /** Forgets whole stretches between keyframes, so that what is left can still be looked at. */
  #forget(): void {
    const wanted = this.last - this.#most;
    const keep = this.#keyframes.findLastIndex((frame) => frame.moment <= wanted);
    if (keep <= 0) return;
    const { moment } = this.#keyframes[keep]!;
    this.#events = this.#events.slice(moment - this.#forgotten);
    this.#forgotten = moment;
    this.#keyframes = this.#keyframes.slice(keep);
    this.#gaps = this.#gaps.filter((gap) => gap.moment >= moment);
  }
}
