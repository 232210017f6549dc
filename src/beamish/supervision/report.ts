/** Supervisor reports: what happened to a child, in the words of Elixir's logger. */
import { formatExit, formatError } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { inspect } from "../kernel/term.ts";
import type { Child } from "./children.ts";

/** OTP's `errorContext`: where the error was noticed. */
export type Context = "start_error" | "child_terminated" | "shutdown_error" | "shutdown";

const WORDS: Readonly<Record<Context, string>> = {
  start_error: "failed to start",
  child_terminated: "terminated",
  shutdown_error: "shut down abnormally",
  shutdown: "caused shutdown",
};

/** Reports an error of `child` as its supervisor sees it. */
export function report(context: Context, child: Pick<Child, "spec" | "pid">, reason: unknown): void {
  const node = here();
  const { spec, pid } = child;
  const { name } = node.self.details ?? {};
  const supervisor = name === undefined ? node.self.pid : inspect(name);
  const why = reason instanceof Error ? formatError(reason) : `** (exit) ${formatExit(reason)}`;
  const lines = [
    `Child ${inspect(spec.id)} of Supervisor ${supervisor} ${WORDS[context]}`,
    why,
    ...(pid === undefined ? [] : [`Pid: ${pid}`]),
    `Restart: ${inspect(spec.restart)}`,
    `Shutdown: ${inspect(spec.shutdown)}`,
    `Type: ${inspect(spec.type)}`,
  ];
  node.log("error", lines.join("\n"), [
    { supervisor, errorContext: context, reason, offender: { pid, ...spec } },
  ]);
}
