/** Flow's suites: flows, and windows. */
import type { Cases } from "./cases.ts";

const flow = (title: string) => `unit/stage/flow.test.ts: ${title}`;
const windows = (title: string) => `unit/stage/windows.test.ts: ${title}`;
const joins = (title: string) => `unit/stage/joins.test.ts: ${title}`;

const ONE_BY_ONE = flow("one event at a time: map, filter, reject, flatMap and batches");
const MEET = joins("events with equal keys meet, and the mode says who else is told of");
const EVERY_TWO = windows("the global window, with and without a trigger for every two events");
const OWN_TRIGGER = windows("a trigger of one's own wants the state under a name");
const BY_CLOCK = windows("windows and triggers by the clock");
const OWN_TIME = windows("windows of the events' own time, and events that are late");
const ASKED = windows("a message to a stage wants the state of all its windows");
const FAILS = flow("what a stage throws ends the flow and reaches the caller");
const BY_ITSELF = flow("a flow that runs by itself ends when its events do");
const THROUGH = { missing: "Flow.through_stages and the functions that take specifications are not here." };

export const cases: Cases = {
  Flow: {
    "errors: on multiple reduce calls": flow("wrong arguments are refused where they are given"),
    "errors: on_trigger/2 without reduce": {
      missing: "The types have it: onTrigger is a method of a flow that is reduced.",
    },
    "errors: on window without computation": windows("a window in which nothing is done"),
    "errors: on error in producer started via run": FAILS,
    "errors: on error in producer started via start_link": FAILS,
    "run/1: does not leave lingering messages nor monitors": flow(
      "an endless flow is stopped when enough has been taken",
    ),
    "filter/2, flat_map/2, map/2, map_batch/2, reject/2": ONE_BY_ONE,
    "uniq_by/2": flow("groups, uniqueness, order and the first in order"),
    "keeps ordering": flow("no event is lost or doubled, and those of one key keep their order"),
    "reduce/3": flow("equal keys meet in one stage, whatever the number of stages"),
    "emit_and_reduce/3": flow("events can go out before the end"),
    "start_link/2": BY_ITSELF,
    "into_stages/3": flow("a flow from stages, into stages"),
    "through_stages/3, through_specs/3, into_specs/3, from_specs/2": THROUGH,
    "on halt": flow("an endless flow is stopped when enough has been taken"),
    "partition/2: allows custom partitioning": flow("a hash of one's own says which stage it is, or none"),
    "partition/2: allows element, key and function based partitioning": flow(
      "groups, uniqueness, order and the first in order",
    ),
    "take_sort/3": flow("groups, uniqueness, order and the first in order"),
    "departition/2: joins partitioned data, with window info, uneven, with triggers": flow(
      "departition brings the states of all stages together",
    ),
    "bounded_join/7: inner, left, right and outer joins of matching and unmatching flows": MEET,
    "bounded_join/7: followed by mapper operation or reduce": joins(
      "what is joined goes on: mapped, reduced, partitioned again",
    ),
    "bounded_join/7: joins mapper and reducer flows": joins(
      "flows that are reduced or joined themselves can be joined",
    ),
    "window_join/8: outer joins two flows with windows": joins(
      "in windows only events of the same window meet",
    ),
  },
  "Flow.Window": {
    "global: triggers, their order and names": EVERY_TWO,
    "global: trigger based on intervals": BY_CLOCK,
    "global, count, fixed: trigger based on timers": ASKED,
    "count: windows and their triggers": windows("a window of so many events"),
    "count, global, periodic: an empty window is done at the end": windows(
      "at the end a window is done even if nothing has come",
    ),
    "fixed: ordered and unordered windows, with and without lateness, one and two stages": [
      OWN_TIME,
      windows("a fixed window waits for the slowest producer"),
    ],
    "fixed: triggers for all windows": ASKED,
    "periodic: emits based on intervals": BY_CLOCK,
    "custom trigger: :cont with and without emitted events": OWN_TRIGGER,
  },
};
