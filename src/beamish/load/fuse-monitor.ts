/**
 * `FuseMonitor`: from the moment a fuse blows looks at all fuses of the node once a minute, and raises an alarm for each that is
 * blown then. The alarm is cleared when the fuse has been whole for three looks in a row, so that one that flickers does not wake anybody twice. Follows
 * `fuse_monitor` of Jesper Louis Andersen's Erlang library `fuse`, whose alarms go to `alarm_handler`; here they are reported,
 * and given to a function.
 */
import { badArgument } from "../term/errors.ts";
import type { Op } from "../node/operation.ts";
import type { Pid, Ref } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import * as GenServer from "../gen/gen-server.ts";
import * as Logger from "../logger.ts";
import * as Process from "../process.ts";
import { self } from "../primitives.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { look } from "./alarms.ts";
import type { Alarms } from "./alarms.ts";
import { FUSE } from "./fuse-server.ts";
import { subscribe } from "./fuse.ts";

const NAME = "fuse_monitor";

export interface Options {
  /** Milliseconds between two looks. Default 60,000. */
  readonly period?: number;
  /** Is told of every alarm, in the monitor's process. */
  readonly onAlarm?: (fuse: string, change: "set" | "clear") => void;
}

/**
 * Starts the monitor of the node's fuses, linked to the caller, under the name `"fuse_monitor"`. `options`: `period` in
 * milliseconds (60,000), and `onAlarm(fuse, "set" | "clear")`. Throws `ArgumentError` for wrong options, and `StartError` if
 * there is one already. Follows `fuse_monitor:start_link/0`.
 *
 * @example
 * ```ts
 * import { Fuse, FuseMonitor } from "beamish/load";
 * await FuseMonitor.startLink({ period: 1000, onAlarm: (fuse, change) => console.log(fuse, change) });
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 1500]]);
 * await Fuse.melt("db");
 * //> [warning] Alarm: the fuse "db" is blown
 * //> db set
 * //> [info] The alarm of the fuse "db" is cleared
 * //> db clear
 * ```
 */
export function startLink(options: Options = {}): Op<Pid> {
  const { period = 60_000, onAlarm } = options;
  if (!Number.isInteger(period) || period < 1)
    throw badArgument("FuseMonitor.startLink", "`period`: milliseconds, a whole number from 1", period);
  if (onAlarm !== undefined && typeof onAlarm !== "function")
    throw badArgument("FuseMonitor.startLink", "`onAlarm`: a function", onAlarm);
  return GenServer.startLink(monitor, { period, ...(onAlarm && { onAlarm }) }, { name: NAME });
}

/**
 * The monitor as a child of a supervisor.
 *
 * @example
 * ```ts
 * import { FuseMonitor } from "beamish/load";
 * console.log(FuseMonitor.childSpec().id);
 * //> fuse_monitor
 * ```
 */
export function childSpec(options: Options = {}): ChildSpec {
  return { id: NAME, start: () => startLink(options) };
}

/**
 * The names of the fuses with an alarm, as of the last look. Exits with `"noproc"` if there is no monitor.
 *
 * @example
 * ```ts
 * import { FuseMonitor } from "beamish/load";
 * const monitor = await FuseMonitor.startLink();
 * console.log(await FuseMonitor.alarms());
 * //> []
 * ```
 */
export function alarms(): Op<readonly string[]> {
  return GenServer.call(NAME, "alarms");
}

interface State {
  readonly options: Options & { readonly period: number };
  alarms: Alarms;
  /** Whether there is a next look: as long as nothing is blown and there are no alarms there is nothing to see. */
  isLooking: boolean;
}

type Message =
  readonly ["timeout", Ref, "look"] | readonly ["fuse", name: string, "blown" | "ok" | "removed"];

const monitor: GenServer.Module<State, State["options"], "alarms", never, Message> = {
  *init(options) {
    yield* subscribe();
    const state: State = { options, alarms: new Map(), isLooking: false };
    return ["ok", [...fuses()].some(([, isBlown]) => isBlown) ? lookLater(state) : state];
  },

  handleCall: (_request, _from, state) => ["reply", [...state.alarms.keys()].sort(), state],

  handleInfo(message, state) {
    if (message[0] === "fuse") return ["noreply", message[2] === "blown" ? lookLater(state) : state];
    if (message[0] !== "timeout") return ["noreply", state];
    const [changes, alarms] = look(state.alarms, fuses());
    for (const [name, change] of changes) {
      if (change === "set") Logger.log("warning", `Alarm: the fuse "${name}" is blown`);
      else Logger.log("info", `The alarm of the fuse "${name}" is cleared`);
      state.options.onAlarm?.(name, change);
    }
    const after: State = { ...state, alarms, isLooking: false };
    return ["noreply", alarms.size > 0 ? lookLater(after) : after];
  },
};

function lookLater(state: State): State {
  if (!state.isLooking) Process.startTimer(state.options.period, self(), "look");
  return { ...state, isLooking: true };
}

function* fuses(): Generator<readonly [string, boolean]> {
  if (ETS.whereis(FUSE) === undefined) return;
  for (const [name, answer] of ETS.tab2list<readonly [string, unknown]>(FUSE))
    yield [name, answer === "blown"];
}
