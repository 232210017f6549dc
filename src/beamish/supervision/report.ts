/** Supervisor reports: what happened to a child, in the words of Elixir's logger. */
import { formatExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { inspect, type Pid } from "../term/term.ts";
import * as Logger from "../logger.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import type { CompleteSpec } from "./child-spec.ts";
import type { State } from "./state.ts";

/** What is reported: a child and, except for the last, the reason. OTP calls it `errorContext`. */
const WORDS = {
  start_error: "failed to start",
  child_terminated: "terminated",
  shutdown_error: "shut down abnormally",
  shutdown: "caused shutdown",
  progress: "started",
} as const;

export type Context = keyof typeof WORDS;

interface Offender {
  readonly spec: CompleteSpec;
  readonly pid: Pid | undefined;
  readonly restarting?: boolean;
}

/** Reports, as the supervisor that calls it, what became of a child; if anybody wants such reports. */
export function report(
  state: State,
  context: Context,
  { spec, pid, restarting }: Offender,
  reason?: unknown,
): void {
  if (!here().logging.handleSaslReports) return;
  const lines = [`Child ${idOf(state, spec)} of Supervisor ${nameOf(state)} ${WORDS[context]}`];
  if (context !== "progress")
    lines.push(`** (exit) ${formatExit(context === "start_error" ? thrown(reason) : reason)}`);
  if (pid !== undefined && restarting !== true && context !== "shutdown") lines.push(`Pid: ${pid}`);
  write(context, lines, spec, [reason, spec, pid]);
}

/** Reports the children of one template that ended otherwise than asked, by reason; those of a dynamic supervisor one by one. */
export function reportTogether(state: State, failures: readonly (readonly [Offender, unknown])[]): void {
  if (!here().logging.handleSaslReports) return;
  const { template } = state;
  if (template === undefined) {
    for (const [child, reason] of failures) report(state, "shutdown_error", child, reason);
    return;
  }
  const counts = new Map<unknown, number>();
  for (const [, reason] of failures) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, count] of counts) {
    const who = `Children ${idOf(state, template)} of Supervisor ${nameOf(state)}`;
    const lines = [`${who} ${WORDS.shutdown_error}`, `** (exit) ${formatExit(reason)}`, `Number: ${count}`];
    write("shutdown_error", lines, template, [reason, template, count]);
  }
}

function write(
  context: Context,
  lines: readonly string[],
  spec: CompleteSpec,
  values: readonly unknown[],
): void {
  // As in Elixir, what is known from the source of the program is told to those only who want to know everything.
  const details = Logger.level() === "debug" ? detailsOf(spec) : [];
  const level = context === "progress" ? "info" : "error";
  Logger.log(level, [...lines, ...details].join("\n"), [self(), context, ...values]);
}

function detailsOf({ restart, significant, shutdown, type }: CompleteSpec): string[] {
  const lines = [`Restart: ${inspect(restart)}`];
  if (significant) lines.push("Significant: true");
  return [...lines, `Shutdown: ${inspect(shutdown)}`, `Type: ${inspect(type)}`];
}

/** A child of a dynamic supervisor has no id, which OTP calls `undefined`; one of a template has the template's. */
const idOf = ({ areAnonymous, template }: State, spec: CompleteSpec): string =>
  inspect(areAnonymous && template === undefined ? undefined : spec.id);

/** The name of a supervisor; or its pid, with its module if that has a name. */
function nameOf({ plan }: State): string {
  const [, name] = Process.info(self(), "registered_name")!;
  if (typeof name === "string") return inspect(name);
  const { name: module } = plan.module;
  return typeof module === "string" ? `${self()} (${module})` : self().toString();
}

/** What a start function threw, without the tag by which OTP's `catch` marks it. */
const thrown = (reason: unknown): unknown =>
  Array.isArray(reason) && reason.length === 2 && reason[0] === "EXIT" ? reason[1] : reason;
