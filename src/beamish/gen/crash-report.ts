/** The crash report of a process that `ProcLib` has started: who died, why, and what it was doing. */
import { formatError, formatExit, isPlannedExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { isAlive } from "../kernel/process.ts";
import type { Process as Target } from "../kernel/process.ts";
import { inspect } from "../term/term.ts";
import * as Logger from "../logger.ts";
import * as Process from "../process.ts";
import { originOf } from "../process/origin.ts";
import type { InitialCall } from "../process/origin.ts";

const FACTS = [
  "registered_name",
  "message_queue_len",
  "messages",
  "links",
  "dictionary",
  "trap_exit",
] as const;

/** What OTP itself has put into the dictionary is told elsewhere. */
const OWN: readonly string[] = ["$ancestors", "$initial_call"];

/**
 * Reports, in the words of Elixir's logger and, as there, only if `Logger` handles SASL reports. Planned ends are not reported.
 * Erlang's figures of heap and stack have no counterpart.
 */
export function reportCrash(process: Target, reason: unknown, initialCall: InitialCall): void {
  if (isPlannedExit(reason) || !here().logging.handleSaslReports) return;
  const { pid } = process;
  const facts = Object.fromEntries(Process.info(pid, FACTS) ?? []) as Partial<Process.Info>;
  const name = facts.registered_name;
  const lines = [
    `Process ${typeof name === "string" ? `${inspect(name)} (${pid})` : pid} terminating`,
    reason instanceof Error ? formatError(reason) : `** (exit) ${formatExit(reason)}`,
    `Initial Call: ${formatCall(initialCall)}`,
    ...labelLine(process),
    `Ancestors: ${inspect(originOf(process)?.ancestors ?? [])}`,
    `Message Queue Length: ${facts.message_queue_len}`,
    `Messages: ${inspect(facts.messages)}`,
    `Links: ${inspect(facts.links)}`,
    `Dictionary: ${inspect(Object.entries(facts.dictionary ?? {}).filter(([key]) => !OWN.includes(key)))}`,
    `Trapping Exits: ${facts.trap_exit}`,
  ];
  Logger.log("error", lines.join("\n"), [pid, reason]);
}

/** The line of a report that says what the process has called itself, if it has. */
export function labelLine({ details }: Target): readonly string[] {
  const { label } = details ?? {};
  return label === undefined ? [] : [`Process Label: ${inspect(label)}`];
}

function formatCall([module, name, arity]: InitialCall): string {
  return `${moduleName(module)}.${name}/${arity}`;
}

/** A process for people: its name, or its pid. */
export function processName({ pid, details }: Target): string {
  return details?.name === undefined ? pid.toString() : inspect(details.name);
}

/** The last line of a report: who is waiting for an answer. */
export function clientLine(client: Target): string {
  return `Client ${processName(client)} is ${isAlive(client) ? "alive" : "dead"}`;
}

/** The name of a module for people. */
export function moduleName(module: unknown): string {
  if (typeof module === "string") return module;
  const { name } = (module ?? {}) as { readonly name?: unknown };
  return typeof name === "string" ? name : "(a module without a name)";
}
