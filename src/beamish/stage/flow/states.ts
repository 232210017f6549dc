/** States of stages: how they begin, grow and are emitted. */
import { badArgument } from "../../term/errors.ts";

/** What comes first by `<`. */
export const ascending = (a: unknown, b: unknown): number =>
  (a as number) < (b as number) ? -1 : a === b ? 0 : 1;

/** Puts an event at the end of a list. */
export function pushed<T>(event: T, all: T[]): T[] {
  all.push(event);
  return all;
}

/** Puts an event into a group. */
export function grouped<Key, Value>(key: Key, value: Value, groups: Map<Key, Value[]>): Map<Key, Value[]> {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
  return groups;
}

/** The default for a state: its items are emitted, and it is kept. */
export function itemsOf(state: unknown): readonly [readonly unknown[], unknown] {
  if (typeof (state as Partial<Iterable<unknown>> | undefined)?.[Symbol.iterator] === "function")
    return [[...(state as Iterable<unknown>)], state];
  const advice = 'Emit it whole: `.emit("state")`.';
  throw badArgument("Flow.reduce", "a state with items to emit: an array, a Map, a Set", state, advice);
}

/** What the function of a trigger has given, if it is events and a state. */
export function checkedTrigger(answer: unknown): readonly [readonly unknown[], unknown] {
  if (Array.isArray(answer) && answer.length === 2 && Array.isArray(answer[0])) return answer as never;
  throw badArgument("Flow.onTrigger", "a function that returns [events, state]", answer);
}
