/** What a step of a run has touched, and whether two steps may change places without anybody seeing a difference. */

/**
 * How a step touched something. Two looks commute, and so do two additions (to a set, where order does not show); a change
 * commutes with nothing.
 */
export type Access = "look" | "add" | "change";

/** What was touched, by a name that is the same in every run: `"mailbox 1.2"`, `"name cart"`. */
export type Footprint = Map<string, Access>;

/** Adds an access. What a step has both looked at and added to, it has changed. */
export function touch(footprint: Footprint, what: string, access: Access): void {
  const before = footprint.get(what);
  footprint.set(what, before === undefined || before === access ? access : "change");
}

/** Says whether the order of two steps can matter. */
export function conflicts(one: Footprint, other: Footprint): boolean {
  if (one.size > other.size) return conflicts(other, one);
  for (const [what, access] of one) {
    const theirs = other.get(what);
    if (theirs !== undefined && (access !== theirs || access === "change")) return true;
  }
  return false;
}
