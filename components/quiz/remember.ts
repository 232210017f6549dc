/** What a reader has answered, kept on the device. */

/** What was found: a value, nothing, or something that cannot be read. */
export type Recalled<T> =
  { readonly kind: "value"; readonly value: T } | { readonly kind: "none" } | { readonly kind: "damaged" };

/** The part of the browser's storage that is used here. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/**
 * Read what was remembered.
 *
 * @param isT - whether a value is what was remembered, and not something else that came into its place
 */
export function recall<T>(store: () => Store, key: string, isT: (value: unknown) => value is T): Recalled<T> {
  let text: string | null;
  try {
    text = store().getItem(key);
  } catch {
    return { kind: "none" };
  }
  if (text === null) return { kind: "none" };
  try {
    const value: unknown = JSON.parse(text);
    return isT(value) ? { kind: "value", value } : { kind: "damaged" };
  } catch {
    return { kind: "damaged" };
  }
}

/** Remember a value; undefined forgets it. A browser that keeps nothing is no fault: the page works all the same. */
export function remember(store: () => Store, key: string, value: unknown): void {
  try {
    if (value === undefined) store().removeItem(key);
    else store().setItem(key, JSON.stringify(value));
  } catch {
    // Full, or switched off.
  }
}

/** Whether a value is a list of places of options. */
export function isChoice(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((each) => Number.isInteger(each) && (each as number) >= 0);
}
