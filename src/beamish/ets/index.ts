/**
 * `ETS`: tables of rows that all processes of a node can reach, without a message. Follows Erlang's `ets`.
 *
 * A row is a tuple (an array); positions count from 1, as in Erlang. What goes into a table is isolated as a message is:
 * by default it is frozen. Declared differences: strings are atoms and binaries at once, arrays tuples and lists, and there
 * is one kind of number, so `1` and `1.0` are one key.
 */
export * from "./administration.ts";
export {
  deleteAllObjects,
  deleteObject,
  insert,
  insertNew,
  lookup,
  lookupElement,
  member,
  take,
  updateCounter,
  updateElement,
} from "./by-key.ts";
export { match, matchDelete, matchObject } from "./matching.ts";
export * from "./selecting.ts";
export { cons, v } from "./pattern.ts";
export * from "./walking.ts";
export type { CompiledSpec, MatchSpec } from "./match-spec.ts";
export type { Change, Option } from "./options.ts";
export type { Row } from "./rows.ts";
export type { Continuation, Portion } from "./selection.ts";
export type { Tab } from "./table.ts";
export type { CounterUpdate, ElementUpdate } from "./update.ts";
