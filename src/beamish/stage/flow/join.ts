/** Joining two flows: the pairs of their events that have equal keys. */
import { badArgument } from "../../term/errors.ts";
import { keyIn } from "../../term/term.ts";
import { Flow, layered } from "./flow.ts";
import type { Reducer } from "./panes.ts";
import { checkFunction, checkOptions } from "./parts.ts";
import type { FlowOptions } from "./parts.ts";
import { grouped } from "./states.ts";
import { Window, global } from "./window.ts";

/** Which events without a partner are in a join: none, those of the left flow, of the right one, of both. */
export type JoinMode = "inner" | "left_outer" | "right_outer" | "full_outer";

/** The partner of an event, if every one has one. */
type Left<Mode, L> = Mode extends "inner" | "left_outer" ? L : L | undefined;
type Right<Mode, R> = Mode extends "inner" | "right_outer" ? R : R | undefined;

type Side = "left" | "right";

/** An event on its way to its partners. */
interface Keyed {
  readonly side: Side;
  readonly key: unknown;
  readonly event: unknown;
}

/** The events of one window so far, and the state of what is done with their pairs. */
interface Meeting {
  readonly left: Map<unknown, unknown[]>;
  readonly right: Map<unknown, unknown[]>;
  rest: unknown;
}

const MODES: readonly unknown[] = ["inner", "left_outer", "right_outer", "full_outer"];

/**
 * Joins two flows that end. Each pair of events with equal keys becomes what `join` makes of them. `mode` says what else there
 * is, at the end: with `"left_outer"` the events on the left that have no partner, with `undefined` in its place; with
 * `"right_outer"` those on the right; with `"full_outer"` both; with `"inner"` nothing. `options` are those of the stages
 * in which the events meet. All events are kept until the end: see `windowJoin` for flows that have none. Throws
 * `ArgumentError`. Follows `Flow.bounded_join/7`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const people = Flow.fromEnumerable([{ id: 1, name: "Joe" }, { id: 2, name: "Ada" }], { stages: 1 });
 * const pets = Flow.fromEnumerable([[1, "dog"], [1, "cat"]] as const, { stages: 1 });
 * const joined = Flow.boundedJoin("left_outer", people, pets,
 *   (person) => person.id, ([owner]) => owner,
 *   (person, pet) => `${person.name}: ${pet?.[1] ?? "none"}`,
 * );
 * console.log((await joined.toArray()).sort());
 * //> ["Ada: none", "Joe: cat", "Joe: dog"]
 * ```
 */
export function boundedJoin<const Mode extends JoinMode, L, R, Key, U>(
  mode: Mode,
  left: Flow<L>,
  right: Flow<R>,
  leftKey: (event: L) => Key,
  rightKey: (event: R) => Key,
  join: (left: Left<Mode, L>, right: Right<Mode, R>) => U,
  options: Omit<FlowOptions, "window"> = {},
): Flow<U> {
  return joinFlows("boundedJoin", mode, [left, right], global(), [leftKey, rightKey], join as never, options);
}

/**
 * As `boundedJoin`, window by window: only events of the same window meet, and those without a partner are told of when it is
 * done. The time of an event in `window` is its own, not that of a pair; a function given to `trigger` sees the events as
 * `{ side, key, event }`. Throws `ArgumentError`. Follows `Flow.window_join/8`.
 *
 * @example
 * ```ts
 * import { Flow } from "beamish/stage";
 * const [asked, answered] = [Flow.fromEnumerable([1, 5, 12]), Flow.fromEnumerable([2, 16])];
 * const window = Flow.Window.fixed(10, (at: number) => at);
 * const joined = Flow.windowJoin("inner", asked, answered, window,
 *   () => "any", () => "any",
 *   (from, to) => `${from}-${to}`,
 * );
 * console.log((await joined.toArray()).sort());
 * //> ["1-2", "12-16", "5-2"]
 * ```
 */
export function windowJoin<const Mode extends JoinMode, L, R, Key, U>(
  mode: Mode,
  left: Flow<L>,
  right: Flow<R>,
  window: Window<L | R>,
  leftKey: (event: L) => Key,
  rightKey: (event: R) => Key,
  join: (left: Left<Mode, L>, right: Right<Mode, R>) => U,
  options: Omit<FlowOptions, "window"> = {},
): Flow<U> {
  return joinFlows("windowJoin", mode, [left, right], window, [leftKey, rightKey], join as never, options);
}

type Join = (left: unknown, right: unknown) => unknown;

function joinFlows<L, R, U>(
  where: string,
  mode: JoinMode,
  [left, right]: readonly [Flow<L>, Flow<R>],
  window: Window<L | R>,
  [leftKey, rightKey]: readonly [(event: L) => unknown, (event: R) => unknown],
  join: Join,
  options: Omit<FlowOptions, "window">,
): Flow<U> {
  if (!MODES.includes(mode)) throw badArgument(`Flow.${where}`, `one of ${MODES.join(", ")}`, mode);
  for (const flow of [left, right] as unknown[])
    if (!(flow instanceof Flow)) throw badArgument(`Flow.${where}`, "a flow", flow);
  if (!(window instanceof Window))
    throw badArgument(`Flow.${where}`, "a window: such as Flow.Window.count(10)", window);
  for (const f of [leftKey, rightKey, join]) checkFunction(where, f);
  const sides = [keyed("left", left, leftKey), keyed("right", right, rightKey)] as unknown as Flow<never>[];
  const meeting = { ...checkOptions(where, options), window: inside(window), key: ({ key }: Keyed) => key };
  return new Flow<U>({
    ...layered(sides, meeting as never, true),
    joined: (rest) => joiner(mode, join, rest),
  });
}

const keyed = <T>(side: Side, flow: Flow<T>, keyOf: (event: T) => unknown): Flow<Keyed> =>
  flow.map((event) => ({ side, key: keyOf(event), event }));

/** The same window, for events on their way. */
function inside({ kind, extras }: Pick<Window<never>, "kind" | "extras">): Window<Keyed> {
  const own = "by" in kind ? { ...kind, by: ({ event }: Keyed) => kind.by(event as never) } : kind;
  return new Window<Keyed>(own, extras);
}

/** A reducer of the events of both sides, whose pairs go on to `rest`. */
function joiner(mode: JoinMode, join: Join, rest: Reducer): Reducer {
  const goOn = (pairs: readonly unknown[], meeting: Meeting): unknown[] =>
    pairs.flatMap((pair) => {
      const [events, state] = rest.reduce(pair, meeting.rest);
      meeting.rest = state;
      return events;
    });
  return {
    init: (): Meeting => ({ left: new Map(), right: new Map(), rest: rest.init() }),
    reduce(keyed, state) {
      const { side, key, event } = keyed as Keyed;
      const meeting = state as Meeting;
      const other = meeting[side === "left" ? "right" : "left"];
      const partners = other.get(keyIn(other, key)) ?? [];
      const pairs = partners.map((partner) =>
        side === "left" ? join(event, partner) : join(partner, event),
      );
      grouped(keyIn(meeting[side], key), event, meeting[side]);
      return [goOn(pairs, meeting), meeting];
    },
    trigger(state, why) {
      const meeting = state as Meeting;
      const alone: unknown[] = [];
      if (why[2] === "done") {
        const { left, right } = meeting;
        if (mode === "left_outer" || mode === "full_outer")
          for (const event of without(left, right)) alone.push(join(event, undefined));
        if (mode === "right_outer" || mode === "full_outer")
          for (const event of without(right, left)) alone.push(join(undefined, event));
      }
      const emitted = goOn(alone, meeting);
      const [events, next] = rest.trigger(meeting.rest, why);
      meeting.rest = next;
      return [[...emitted, ...events], meeting];
    },
  };
}

/** The events whose key is not on the other side. */
const without = (side: Meeting["left"], other: Meeting["left"]): unknown[] =>
  [...side].flatMap(([key, events]) => (other.has(keyIn(other, key)) ? [] : events));
