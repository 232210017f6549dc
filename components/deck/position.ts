/**
 * Where a deck stands, and where it goes from there. Pure: windows, keys and history are other files' business.
 *
 * A slide may hold back parts of itself, its steps. Going forward shows them one by one; going back into a slide shows
 * it complete, because the room has seen all of it already.
 */

/** A slide, and how many of its steps are shown. Both count from 0. */
export interface Position {
  readonly slide: number;
  readonly step: number;
}

/** The number of steps of each slide, in order. `[0, 2]` is two slides, the second with two steps. */
export type Shape = readonly number[];

export const start: Position = { slide: 0, step: 0 };

/** The position nearest to `at` that the deck has. Fractions, negative numbers and `NaN` come out as something valid. */
export function clamp(shape: Shape, at: Position): Position {
  const slide = within(at.slide, Math.max(shape.length - 1, 0));
  return { slide, step: within(at.step, shape[slide] ?? 0) };
}

/** One step on, or the next slide. At the end of the deck it is `at` itself. */
export function next(shape: Shape, at: Position): Position {
  if (at.step < (shape[at.slide] ?? 0)) return { slide: at.slide, step: at.step + 1 };
  return at.slide < shape.length - 1 ? { slide: at.slide + 1, step: 0 } : at;
}

/** One step back, or the slide before, complete. At the beginning of the deck it is `at` itself. */
export function previous(shape: Shape, at: Position): Position {
  if (at.step > 0) return { slide: at.slide, step: at.step - 1 };
  return at.slide > 0 ? complete(shape, at.slide - 1) : at;
}

/** A slide with all its steps shown. */
export function complete(shape: Shape, slide: number): Position {
  return clamp(shape, { slide, step: Infinity });
}

export function last(shape: Shape): Position {
  return complete(shape, shape.length - 1);
}

export function same(a: Position, b: Position): boolean {
  return a.slide === b.slide && a.step === b.step;
}

function within(value: number, most: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.min(Math.max(Math.trunc(value), 0), most);
}
