/** A supervisor whose code has changed: its module is asked again, and the children that run go on. */
import { ArgumentError } from "../term/errors.ts";
import { nextVersion } from "../gen/callbacks.ts";
import { isWaiting } from "../gen/perform.ts";
import { completeAll } from "./check-spec.ts";
import { InvalidSpec } from "./errors.ts";
import { completeFlags } from "./options.ts";
import { isInitOk } from "./supervisor-module.ts";
import { traceFlags, type State } from "./state.ts";

/** The answer of a callback that changes code: the state, or why it could not be changed. */
type Changed = readonly ["ok", State] | Exclude<unknown, undefined>;

/**
 * Takes over what `init` returns now: flags for the future, specifications for the next start of each child. Nothing is
 * started or stopped; a child that is no longer specified stays, after the others. Follows `supervisor:code_change/3`.
 */
export function changeCode(state: State, given: unknown): Changed {
  const answer = askAgain(state, given);
  if (answer === "ignore") return ["ok", state];
  if (!isInitOk(answer)) return answer;
  const [flags, children] = answer[1];
  return unlessInvalid(() => {
    const complete = completeFlags(flags);
    const specs = completeAll(children, complete.autoShutdown);
    if (state.template === undefined) state.children = state.children.respecified(specs);
    else if (specs.length === 1) state.template = replaceTemplate(state, specs[0]!);
    else return ["error", ["bad_start_spec", children]];
    setFlags(state, complete);
    return ["ok", state];
  });
}

/** What `init` returns now, of the next version if one is given. Its process waits for nothing while it is suspended. */
export function askAgain(state: State, given: unknown): unknown {
  state.plan = { ...state.plan, module: nextVersion(state.plan.module, given) };
  const answer = state.plan.module.init(state.plan.argument);
  if (!isWaiting(answer)) return answer;
  throw new ArgumentError("Sys.changeCode: expected an init that does not wait, got one that does.");
}

/** As OTP tells it: the reason without the place where it was found. */
export function unlessInvalid(change: () => Changed, reasonOf = withoutPlace): Changed {
  try {
    return change();
  } catch (thrown) {
    if (thrown instanceof InvalidSpec) return ["error", reasonOf(thrown.reason)];
    throw thrown;
  }
}

const withoutPlace = (reason: unknown): unknown => (reason as readonly [string, unknown])[1];

export function setFlags(state: State, flags: State["flags"]): void {
  state.flags = flags;
  state.intensity.tolerate(flags.intensity, flags.period * 1000);
  traceFlags(flags);
}

/** Children of a template follow the new one from their next start on, with the arguments that they had. */
function replaceTemplate({ children }: State, template: NonNullable<State["template"]>): typeof template {
  for (const child of children.all()) child.spec = { ...template, start: child.spec.start };
  return template;
}
