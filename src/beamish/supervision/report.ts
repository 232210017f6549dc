/** Supervisor reports: what happened to a child, in the words of Elixir's logger. */
import { formatError, formatExit } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { inspect, type Pid } from "../kernel/term.ts";
import * as Logger from "../logger.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import type { CompleteSpec } from "./child-spec.ts";

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
}

/** Reports, as the supervisor that calls it, what became of a child; if anybody wants such reports. */
export function report(context: Context, { spec, pid }: Offender, reason?: unknown): void {
  if (!here().logging.handleSaslReports) return;
  const level = context === "progress" ? "info" : "error";
  Logger.log(level, text(context, { spec, pid }, reason), [self(), context, reason, spec, pid]);
}

function text(context: Context, { spec, pid }: Offender, reason: unknown): string {
  const [, name] = Process.info(self(), "registered_name")!;
  const supervisor = typeof name === "string" ? inspect(name) : self();
  // A child of a template, or of a DynamicSupervisor, has no id.
  const child = spec.id === undefined ? "Child" : `Child ${inspect(spec.id)}`;
  const lines = [`${child} of Supervisor ${supervisor} ${WORDS[context]}`];
  if (context !== "progress") {
    lines.push(reason instanceof Error ? formatError(reason) : `** (exit) ${formatExit(reason)}`);
  }
  if (pid !== undefined && context !== "shutdown") lines.push(`Pid: ${pid}`);
  lines.push(
    `Restart: ${inspect(spec.restart)}`,
    `Shutdown: ${inspect(spec.shutdown)}`,
    `Type: ${inspect(spec.type)}`,
  );
  return lines.join("\n");
}
