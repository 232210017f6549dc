/** How a consumer takes what it has been sent: in batches, asking for more after each that brings it down to its minimum. */
import type { Term } from "../term/term.ts";

/** The open demand of a subscription and its bounds. */
export interface Demand {
  readonly min: number;
  readonly max: number;
  readonly open: number;
}

/** Events to handle at once, and how many to ask for afterwards (0: none yet). */
export type Batch = readonly [events: readonly Term[], ask: number];

/** Cuts events into batches of `max - min` at most; gives the open demand afterwards too. */
export function batchesOf(
  { min, max, open }: Demand,
  events: readonly Term[],
): readonly [Batch[], open: number] {
  const batches: Batch[] = [];
  let left = open;
  for (let at = 0; at < events.length; at += max - min) {
    const batch = events.slice(at, at + max - min);
    const rest = Math.max(0, left - batch.length);
    const ask = rest <= min ? max - rest : 0;
    batches.push([batch, ask]);
    left = rest + ask;
  }
  return [batches, left];
}
