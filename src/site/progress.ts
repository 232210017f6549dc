/**
 * What the reader has read, kept on the device: one key an entry, `beamish:read:chapters/processes`, with the moment
 * as its value. No account, nothing sent. Runs in the browser.
 */

const PREFIX = "beamish:read:";

/** An entry as its collection and id: `chapters/processes`. */
export type EntryPath = `${string}/${string}`;

export type Reading =
  | { readonly state: "unread" }
  | { readonly state: "read"; readonly at: Date }
  /** Something is kept, but it is not a date: another program, or a person, has changed it. */
  | { readonly state: "damaged"; readonly kept: string }
  /** The device keeps nothing for us (private window, storage blocked or full). */
  | { readonly state: "unavailable" };

/** The part of `Storage` that is needed. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The device's storage, or undefined where it may not be used. */
export function deviceShelf(): Shelf | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}

/** What is known of one entry. Never throws. */
export function readingOf(entry: string, shelf: Shelf | undefined = deviceShelf()): Reading {
  if (shelf === undefined) return { state: "unavailable" };
  try {
    const kept = shelf.getItem(PREFIX + entry);
    if (kept === null) return { state: "unread" };
    const at = new Date(kept);
    return Number.isNaN(at.getTime()) ? { state: "damaged", kept } : { state: "read", at };
  } catch {
    return { state: "unavailable" };
  }
}

/**
 * Keep that an entry was read, or forget it.
 * @param at the moment; undefined forgets the entry
 * @returns false when the device keeps nothing
 */
export function keepReading(
  entry: string,
  at: Date | undefined,
  shelf: Shelf | undefined = deviceShelf(),
): boolean {
  try {
    if (shelf === undefined) return false;
    if (at === undefined) shelf.removeItem(PREFIX + entry);
    else shelf.setItem(PREFIX + entry, at.toISOString());
    return true;
  } catch {
    return false;
  }
}

/** The entry that a `storage` event is about, when it is about reading. */
export function entryOfKey(key: string | null): string | undefined {
  return key?.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
}
