/** Asking a supervisor, and what comes of it: a value, or the error that its refusal stands for. */
import { StartError } from "../term/errors.ts";
import type { Server } from "../names.ts";
import { operation, type Op } from "../node/operation.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { DynamicRequest } from "./dynamic-server.ts";
import { ChildError } from "./errors.ts";
import type { Request } from "./requests.ts";
import type { Outcome } from "./start-child.ts";

/**
 * Asks for a child to be started. Gives its pid, or `[pid, info]`.
 * @param where the function that was called, such as `Supervisor.startChild`
 */
export function start<Result>(
  where: string,
  supervisor: Server,
  request: Request | DynamicRequest,
): Op<Result> {
  return operation(`${where}()`, function* () {
    const [tag, ...rest] = yield* GenServer.call<Outcome>(supervisor, request, "infinity");
    if (tag === "error") throw new StartError(rest[0]);
    return (rest.length === 1 ? rest[0] : rest) as Result;
  });
}

/** Asks about the child that the request names. Gives `"ok"`, or what stands in `["ok", value]`. */
export function ask<Result>(
  where: string,
  supervisor: Server,
  request: Request | DynamicRequest,
): Op<Result> {
  return operation(`${where}()`, function* () {
    const reply = yield* GenServer.call<"ok" | Outcome>(supervisor, request, "infinity");
    if (reply === "ok") return reply as Result;
    if (reply[0] === "error") throw new ChildError(where, request[1], reply[1]);
    return reply[1] as Result;
  });
}
