/** Chance that can be repeated: the same seed gives the same numbers, and with them the same run. */

/** Mulberry32: small, fast, and the same everywhere. Numbers from 0 (included) to 1 (excluded). */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Says for a queue whose turn it is next, by the position; for seed 0 nothing: first in, first out. */
export function shuffle(seed: number): ((queue: { readonly length: number }) => number) | undefined {
  if (seed === 0) return undefined;
  const random = randomNumbers(seed);
  return (queue) => Math.floor(random() * queue.length);
}
