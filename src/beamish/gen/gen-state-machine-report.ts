/** What a state machine tells about itself: crash reports, `Sys.getStatus`, and system events for people. */
import { formatStop } from "../term/errors.ts";
import { processOf } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import { inspect } from "../term/term.ts";
import type { Pid } from "../term/term.ts";
import * as Logger from "../logger.ts";
import type { From } from "./call.ts";
import { clientLine, labelLine, moduleName } from "./crash-report.ts";
import type { Event } from "./gen-state-machine-actions.ts";
import type { AnyModule, EventType } from "./gen-state-machine-module.ts";
import { showStatus } from "./format-status.ts";

/** A machine at one moment. */
export interface Snapshot {
  readonly process: Process;
  readonly name: string;
  readonly mode: "running" | "suspended";
  readonly parent: Pid;
  readonly modules: readonly AnyModule[];
  readonly callbackMode: string;
  readonly entersStates: boolean;
  readonly state: unknown;
  readonly data: unknown;
  /** The event that is being handled, and those that are queued. */
  readonly queue: readonly Event[];
  readonly postponed: readonly Event[];
  /** What running timers will say: `[name, content]`. */
  readonly timeouts: readonly unknown[];
  readonly log: readonly unknown[];
}

const pairs = (events: readonly Event[]) => events.map(({ type, content }) => [type, content]);

/** What `formatStatus` is given, and gives back rewritten. */
function shown(machine: Snapshot, reason: unknown): Readonly<Record<string, unknown>> {
  const { state, data, queue, postponed, timeouts, log, modules, process } = machine;
  const status = { state, data, queue: pairs(queue), postponed: pairs(postponed), timeouts, log };
  return showStatus(modules[0]!, reason === undefined ? status : { ...status, reason }, process, [
    state,
    data,
  ]);
}

/** Reports, in the words of Elixir's logger, a machine that ends by an error. */
export function report(machine: Snapshot, reason: unknown): void {
  const status = shown(machine, reason);
  const [type] = machine.queue.map((event) => event.type);
  const lines = [
    `GenStateMachine ${machine.name} terminating`,
    formatStop(status["reason"]),
    ...labelLine(machine.process),
    `Queue: ${inspect(status["queue"])}`,
    `Postponed: ${inspect(status["postponed"])}`,
    `State: ${inspect(stateOf(status))}`,
    `Callback mode: ${machine.callbackMode}, state_enter: ${machine.entersStates}`,
  ];
  if (Array.isArray(type) && type[0] === "call") lines.push(clientLine(processOf((type[1] as From)[0])));
  Logger.log("error", lines.join("\n"), [machine.process.pid, reason, stateOf(status)]);
}

/** `[state, data]`, unless the older form of `formatStatus` has put something else in its place. */
function stateOf(status: Readonly<Record<string, unknown>>): unknown {
  return "formatted" in status ? status["formatted"] : [status["state"], status["data"]];
}

/** The last part of `Sys.getStatus`. */
export function statusOf(machine: Snapshot): unknown {
  const { name, mode, parent, modules } = machine;
  const status = shown(machine, undefined);
  const timeouts = status["timeouts"] as readonly unknown[];
  return [
    ["header", `Status for state machine ${name}`],
    [
      "data",
      [
        ["Status", mode],
        ["Parent", parent],
        ["Modules", modules],
        ["Time-outs", [timeouts.length, timeouts]],
        ["Logged Events", status["log"]],
        ["Postponed", status["postponed"]],
      ],
    ],
    "formatted" in status ? status["formatted"] : ["data", [["State", stateOf(status)]]],
  ];
}

/** A system event for people. */
export function formatEvent(name: string, event: unknown): string {
  const [tag, first, second, third] = event as readonly unknown[];
  switch (tag) {
    case "in":
      return `${name} receive ${eventText(first)} in state ${inspect(second)}`;
    case "enter":
      return `${name} enter ${moduleName(first)} in state ${inspect(second)}`;
    case "out":
      return `${name} send ${inspect(first)} to ${(second as From)[0]}`;
    case "consume":
    case "postpone": {
      const next = inspect(second) === inspect(third) ? "" : ` => ${inspect(third)}`;
      return `${name} ${tag} ${eventText(first)} in state ${inspect(second)}${next}`;
    }
    default: {
      const state = second === undefined ? "" : ` in state ${inspect(second)}`;
      return `${name} ${String(tag)} ${inspect(first)}${state}`;
    }
  }
}

function eventText(event: unknown): string {
  const [type, content] = event as readonly [EventType, unknown];
  if (Array.isArray(type) && type[0] === "call")
    return `call ${inspect(content)} from ${(type[1] as From)[0]}`;
  return `${typeof type === "string" ? type : inspect(type)} ${inspect(content)}`;
}
