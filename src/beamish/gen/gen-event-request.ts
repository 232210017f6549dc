/** Asking a manager: what is sent, and what its answer means. */
import { Exit, badArgument } from "../term/errors.ts";
import { operation, type Op } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect, type Term } from "../term/term.ts";
import type { Server } from "../names.ts";
import { call as ask } from "./call.ts";
import { nameOf } from "./gen-event-handler.ts";
import { isHandler, type Answer, type Handler, type Request } from "./gen-event-module.ts";
import type { Response } from "./requests.ts";

/** A handler could not be added, found or called. `reason` is what stands in gen_event's `{error, reason}`. */
export class HandlerError extends Error {
  override readonly name = "HandlerError";
  readonly reason: unknown;

  constructor(where: string, handler: Handler, reason: unknown) {
    super(`GenEvent.${where}: ${nameOf(handler)} ${explain(reason)}`, {
      cause: Array.isArray(reason) ? reason[1] : undefined,
    });
    this.reason = reason;
  }
}

function explain(reason: unknown): string {
  if (reason === "bad_module" || reason === "module_not_found")
    return "is not installed in this manager. Add it with GenEvent.addHandler, and name it as it was added.";
  return `has failed and is not installed: ${inspect(reason)}.`;
}

/** A handler as it travels: code is neither copied nor frozen on its way. */
export function named(where: string, handler: Handler): () => Handler {
  if (isHandler(handler)) return () => handler;
  throw badArgument(
    `GenEvent.${where}`,
    "a module (an object with an init callback) or [module, id]",
    handler,
  );
}

export function request<T>(where: string, manager: Server, asked: Request, handler?: Handler): Op<T> {
  return operation(`GenEvent.${where}()`, function* () {
    const answer = yield* bare(() => ask("$gen_call", manager, asked, "infinity", ["gen_event", where]));
    return valueOf<T>(where, handler, answer);
  });
}

export function valueOf<T>(where: string, handler: Handler | undefined, answer: Term): T {
  const [tag, value] = answer as Answer;
  if (tag === "error" && handler !== undefined) throw new HandlerError(where, handler, value);
  return value as T;
}

/** Only `call` exits with the call in its reason: the other functions of gen_event exit with the bare reason. */
function* bare<T>(make: () => Op<T>): Steps<T> {
  try {
    return yield* make();
  } catch (error) {
    if (error instanceof Exit && Array.isArray(error.reason)) throw new Exit(error.reason[0]);
    throw error;
  }
}

/** A manager answers `["ok", reply]` or `["error", reason]`. */
export function answerIn(response: Response): Response {
  if (response[0] === "error") return response;
  const [tag, value] = response[1] as Answer;
  return [tag === "ok" ? "reply" : "error", value] as Response;
}
