/**
 * Drafts: what a reader has typed into a sample, kept on the device. A draft remembers which original it began from; if
 * the site has changed that original since, both versions are kept and the reader is told.
 */
import { draftKey, earlierKey } from "./keys.ts";
import { isFiles } from "./share.ts";
import type { Files } from "./share.ts";

/** The part of the browser's storage that is used here. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What was found where a draft is kept. */
export type Draft =
  | { readonly kind: "none" }
  /** `stale`: the original is no longer the one that the draft began from. */
  | { readonly kind: "draft"; readonly files: Files; readonly stale: boolean }
  /** Something is there that cannot be read. It stays where it is until the reader saves something else. */
  | { readonly kind: "damaged"; readonly raw: string }
  /** This browser does not let the page keep anything. */
  | { readonly kind: "unavailable" };

/**
 * Read a sample's draft.
 *
 * @param store - usually `localStorage`; given as a function because only touching it may throw
 */
export function readDraft(store: () => Store, sample: string, original: Files): Draft {
  return read(store, draftKey(sample), original);
}

/** Read the draft that `writeDraft` has moved aside. */
export function readEarlierDraft(store: () => Store, sample: string, original: Files): Draft {
  return read(store, earlierKey(sample), original);
}

function read(store: () => Store, key: string, original: Files): Draft {
  let raw: string | null;
  try {
    raw = store().getItem(key);
  } catch {
    return { kind: "unavailable" };
  }
  if (raw === null) return { kind: "none" };
  try {
    const kept: unknown = JSON.parse(raw);
    if (typeof kept === "object" && kept !== null && "files" in kept && isFiles(kept.files)) {
      const from = "from" in kept ? kept.from : undefined;
      return { kind: "draft", files: kept.files, stale: from !== fingerprint(original) };
    }
  } catch {
    // Not JSON: told below.
  }
  return { kind: "damaged", raw };
}

/**
 * Keep a draft.
 *
 * @param aside - the draft that is there now is another one: move it aside and lose neither
 * @returns whether it could be kept: storage may be full, or switched off
 */
export function writeDraft(
  store: () => Store,
  sample: string,
  original: Files,
  files: Files,
  aside: boolean,
): boolean {
  try {
    const before = aside ? store().getItem(draftKey(sample)) : null;
    if (before !== null) store().setItem(earlierKey(sample), before);
    store().setItem(draftKey(sample), JSON.stringify({ from: fingerprint(original), files }));
    return true;
  } catch {
    return false;
  }
}

/** Forget a sample's draft. */
export function dropDraft(store: () => Store, sample: string): void {
  drop(store, draftKey(sample));
}

/** Forget the draft that was moved aside. */
export function dropEarlierDraft(store: () => Store, sample: string): void {
  drop(store, earlierKey(sample));
}

function drop(store: () => Store, key: string): void {
  try {
    store().removeItem(key);
  } catch {
    // Where nothing can be kept there is nothing to forget.
  }
}

/** Whether two sets of files are the same. */
export function sameFiles(a: Files, b: Files): boolean {
  return fingerprint(a) === fingerprint(b);
}

/** A short name for the text of some files (FNV-1a, 32 bits, twice with different starts): equal texts, equal names. */
export function fingerprint(files: Files): string {
  const text = JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  return [0x811c9dc5, 0x01000193].map((start) => hash(text, start).toString(36)).join("-");
}

function hash(text: string, start: number): number {
  let value = start;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
