/** Which fuses deserve an alarm, as a value. A fuse that flickers sets its alarm once: it is cleared after three looks in a row at a whole fuse. */

/** How many looks at a whole fuse clear its alarm. */
const PATIENCE = 3;

/** For each fuse with an alarm: how many looks at a whole fuse are missing. */
export type Alarms = ReadonlyMap<string, number>;

export type Change = readonly [name: string, "set" | "clear"];

/** One look at all fuses: what changes, in the order of their names, and the alarms afterwards. */
export function look(
  alarms: Alarms,
  fuses: Iterable<readonly [name: string, isBlown: boolean]>,
): readonly [readonly Change[], Alarms] {
  const next = new Map<string, number>();
  const changes: Change[] = [];
  for (const [name, isBlown] of fuses) {
    const missing = alarms.get(name);
    if (isBlown) {
      next.set(name, PATIENCE);
      if (missing === undefined) changes.push([name, "set"]);
    } else if (missing !== undefined) {
      if (missing > 1) next.set(name, missing - 1);
      else changes.push([name, "clear"]);
    }
  }
  const seen = new Set([...next.keys(), ...changes.map(([name]) => name)]);
  // Nobody has to mend a fuse that has been removed.
  for (const name of alarms.keys()) if (!seen.has(name)) changes.push([name, "clear"]);
  return [changes.sort(([a], [b]) => (a < b ? -1 : 1)), next];
}
