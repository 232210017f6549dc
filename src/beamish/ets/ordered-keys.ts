/** Sorted keys: chunks of a few hundred, found by bisection. Insertion and removal move at most one chunk's items. */
import { compare } from "./term-order.ts";

const MOST = 256;

export interface Keyed {
  readonly key: unknown;
}

export class OrderedKeys<E extends Keyed> {
  #chunks: E[][] = [];

  clear(): void {
    this.#chunks = [];
  }

  get(key: unknown): E | undefined {
    const chunk = this.#chunks[this.#chunkFor(key)];
    if (chunk === undefined) return undefined;
    const entry = chunk[lowerBound(chunk, key)];
    return entry !== undefined && compare(entry.key, key) === 0 ? entry : undefined;
  }

  /** Adds an entry whose key is not there yet. */
  add(entry: E): void {
    const at = Math.min(this.#chunkFor(entry.key), this.#chunks.length - 1);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([entry]);
      return;
    }
    chunk.splice(lowerBound(chunk, entry.key), 0, entry);
    if (chunk.length > MOST) this.#chunks.splice(at + 1, 0, chunk.splice(MOST / 2));
  }

  remove(key: unknown): void {
    const at = this.#chunkFor(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return;
    const place = lowerBound(chunk, key);
    if (place === chunk.length || compare(chunk[place]!.key, key) !== 0) return;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  first(): E | undefined {
    return this.#chunks[0]?.[0];
  }

  last(): E | undefined {
    return this.#chunks.at(-1)?.at(-1);
  }

  /** The first entry behind `key`, whether or not the key is there. */
  after(key: unknown): E | undefined {
    const at = this.#chunkFor(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return undefined;
    const place = lowerBound(chunk, key);
    const found = chunk[place];
    return found !== undefined && compare(found.key, key) === 0
      ? (chunk[place + 1] ?? this.#chunks[at + 1]?.[0])
      : found;
  }

  /** The last entry before `key`, whether or not the key is there. */
  before(key: unknown): E | undefined {
    const at = this.#chunkFor(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return this.last();
    return chunk[lowerBound(chunk, key) - 1] ?? this.#chunks[at - 1]?.at(-1);
  }

  /** The first chunk whose last key is not before `key`. */
  #chunkFor(key: unknown): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(this.#chunks[middle]!.at(-1)!.key, key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function lowerBound(chunk: readonly Keyed[], key: unknown): number {
  let low = 0;
  let high = chunk.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(chunk[middle]!.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
