/** What every supervisor does, whatever children it has: it sees them end, and stops them before it ends itself. */
import { badArgument } from "../term/errors.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect } from "../term/term.ts";
import * as Logger from "../logger.ts";
import * as Process from "../process.ts";
import type * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import { InvalidSpec } from "./errors.ts";
import { childEnded, restart } from "./restart.ts";
import { stopAll, type Plan, type State } from "./state.ts";

/** What a supervisor casts to itself: the id of a child that could not be restarted, or its old pid if it has none. */
export type TryAgain = readonly ["try_again_restart", key: unknown];

type Begun<S> = readonly ["ok", S] | readonly ["stop", reason: unknown] | "ignore";

/**
 * The `init` of a supervisor: from now on the end of a child is a message. What the module says becomes a state by `build`,
 * unless it is no answer, or there is a wrong specification in it.
 */
export function* begin<Answer, S>(
  { module, argument }: Plan,
  isOk: (answer: unknown) => answer is Answer,
  build: (answer: Answer) => Steps<Begun<S>> | Begun<S>,
): Steps<Begun<S>> {
  Process.flag("trap_exit", true);
  const answer: unknown = yield* perform<unknown>(module.init(argument));
  if (answer === "ignore") return answer;
  if (!isOk(answer)) return ["stop", ["bad_return", [module, "init", answer]]];
  try {
    return yield* perform(build(answer));
  } catch (thrown) {
    if (thrown instanceof InvalidSpec) return ["stop", thrown.reason];
    throw thrown;
  }
}

/** The callbacks that all supervisors share. */
export const supervising: Required<
  Pick<GenServer.Module<State, Plan, unknown, TryAgain>, "handleCast" | "handleInfo" | "terminate">
> = {
  handleCast(request, state) {
    if (!Array.isArray(request) || request[0] !== "try_again_restart") return unknownCast(state, request);
    const [, key] = request;
    const child = state.children.find(key) ?? state.children.findPid(key);
    // Meanwhile it may have been stopped, or restarted with its siblings.
    return child?.restarting ? restart(state, child) : ["noreply", state];
  },

  handleInfo(message, state) {
    if (!Array.isArray(message) || message[0] !== "EXIT") {
      Logger.error(`${kindOf(state)} received unexpected message: ${inspect(message)}`);
      return ["noreply", state];
    }
    const child = state.children.findPid(message[1]);
    if (child === undefined || child.restarting) return ["noreply", state];
    return childEnded(state, child, message[2]);
  },

  *terminate(_reason, state) {
    yield* stopAll(state);
  },
};

const kindOf = ({ areAnonymous, template }: State): string =>
  areAnonymous && template === undefined ? "DynamicSupervisor" : "Supervisor";

/** As in OTP, a supervisor ends by a cast that it does not know, and a dynamic one takes no notice of it. */
function unknownCast(state: State, request: unknown): readonly ["noreply", State] {
  if (kindOf(state) === "DynamicSupervisor") return ["noreply", state];
  throw badArgument("Supervisor", "no casts: nothing but a supervisor itself casts to it", request);
}
