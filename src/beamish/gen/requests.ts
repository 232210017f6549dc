/** Asking without waiting: a request is sent now, its response is fetched later. Follows the request ids of Erlang's `gen`. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { MessageOp, checkTimeout, operation } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import { Monitor, isAlive } from "../kernel/process.ts";
import type { Process } from "../kernel/process.ts";
import { deliver, flushDown, monitor, removeMonitor } from "../kernel/signals.ts";
import type { Ref, Term } from "../term/term.ts";
import { findProcess } from "../names.ts";
import type { Server } from "../names.ts";
import { isolate } from "../primitives.ts";
import { whyAbsent } from "./call.ts";

/** How a request ended: `["reply", value]`, or `["error", [reason, server]]` when the server ended (or was not there) before it replied. */
export type Response<Reply = Term> =
  readonly ["reply", Reply] | readonly ["error", readonly [reason: Term, server: Term]];

/** A request on its way: opaque, made by `sendRequest`. It belongs to the process that sent it. */
export class RequestId {
  readonly monitor: Monitor;
  readonly unpack: (response: Response) => Response;

  constructor(monitor: Monitor, unpack: (response: Response) => Response) {
    this.monitor = monitor;
    this.unpack = unpack;
  }

  get ref(): Ref {
    return this.monitor.ref;
  }
}

/** A collection of requests, each with a label. Never changed: every function gives another one. */
export class RequestIds {
  readonly requests: ReadonlyMap<Ref, readonly [RequestId, label: Term]>;

  constructor(requests: ReadonlyMap<Ref, readonly [RequestId, label: Term]>) {
    this.requests = requests;
  }
}

/** A response of a collection: the label it was added with, and the collection afterwards. */
export type Labelled<Reply = Term> = readonly [Response<Reply>, label: Term, RequestIds];

/** Sends a request, into a collection if there is one. */
export function send(
  where: string,
  server: Server,
  request: unknown,
  collected: readonly [] | readonly [label: Term, RequestIds],
  unpack?: (response: Response) => Response,
): RequestId | RequestIds {
  if (collected.length === 0) return sendRequest(where, server, request, unpack);
  const [label, requests] = collected as readonly [Term, RequestIds];
  checkRequests(where, requests);
  return add(where, sendRequest(where, server, request, unpack), label, requests);
}

/** Sends a request by a monitor that is an alias until the monitor ends, so that no late reply gets through afterwards. */
export function sendRequest(
  where: string,
  server: Server,
  request: unknown,
  unpack: (response: Response) => Response = (response) => response,
): RequestId {
  const home = here();
  const { self: process } = home;
  const target = findProcess(home, server, where);
  // A server that is not there is told by the same message as one that ends: it is named as it was given.
  if (target === undefined || !isAlive(target)) {
    const gone = new Monitor(process, undefined, "none");
    deliver(process, ["DOWN", gone.ref, "process", server, whyAbsent(home, server)]);
    return new RequestId(gone, unpack);
  }
  const made = monitor(process, target, "demonitor");
  const sent = isolate(target.home, request);
  if (home.tracer !== undefined)
    home.tracer.emit({
      type: "call",
      pid: process.pid,
      to: target.pid,
      id: made.ref.toString(),
      request: sent,
    });
  deliver(target, ["$gen_call", [process.pid, made.ref], sent]);
  return new RequestId(made, unpack);
}

/** The response, after `timeout` ms at most; then `"timeout"`. `abandons`: then nobody listens to a late one either. */
export function awaitOne(
  where: string,
  request: RequestId,
  timeout: Timeout,
  abandons: boolean,
): Op<Response | "timeout"> {
  checkRequest(where, request);
  checkTimeout(where, timeout);
  return operation(`${where}()`, function* () {
    const found = yield* new ResponseOp(where, [request], timeout, abandons);
    return found === "timeout" ? found : found[0];
  });
}

/** The first response of a collection, as `[response, label, rest]`; `"no_request"` if the collection is empty. */
export function awaitAny(
  where: string,
  requests: RequestIds,
  timeout: Timeout,
  removes: boolean,
  abandons: boolean,
): Op<Labelled | "timeout" | "no_request"> {
  checkRequests(where, requests);
  checkTimeout(where, timeout);
  return operation(`${where}()`, function* () {
    if (requests.requests.size === 0) return "no_request" as const;
    const ids = [...requests.requests.values()].map(([id]) => id);
    const found = yield* new ResponseOp(where, ids, timeout, abandons);
    return found === "timeout" ? found : labelled(requests, found, removes);
  });
}

/** Whether a message that was received is the response to a request. */
export function checkOne(where: string, message: unknown, request: RequestId): Response | "no_reply" {
  checkRequest(where, request);
  return isResponse(message, request) ? responseIn(message, request) : "no_reply";
}

/** Whether a message that was received is the response to one of the requests. */
export function checkAny(
  where: string,
  message: unknown,
  requests: RequestIds,
  removes: boolean,
): Labelled | "no_request" | "no_reply" {
  checkRequests(where, requests);
  if (requests.requests.size === 0) return "no_request";
  for (const [id] of requests.requests.values())
    if (isResponse(message, id)) return labelled(requests, [responseIn(message, id), id], removes);
  return "no_reply";
}

/** The collection with one more request in it. */
export function add(where: string, request: RequestId, label: Term, requests: RequestIds): RequestIds {
  checkRequest(where, request);
  checkRequests(where, requests);
  if (requests.requests.has(request.ref))
    throw badArgument(where, "a request that is not in the collection yet", request);
  return new RequestIds(new Map(requests.requests).set(request.ref, [request, label]));
}

function labelled(
  requests: RequestIds,
  [response, { ref }]: readonly [Response, RequestId],
  removes: boolean,
): Labelled {
  const [, label] = requests.requests.get(ref)!;
  if (!removes) return [response, label, requests];
  const rest = new Map(requests.requests);
  rest.delete(ref);
  return [response, label, new RequestIds(rest)];
}

class ResponseOp extends MessageOp<readonly [Response, RequestId] | "timeout"> {
  readonly name: string;
  readonly #requests: readonly RequestId[];
  readonly #abandons: boolean;
  protected readonly after: Timeout;

  constructor(where: string, requests: readonly RequestId[], timeout: Timeout, abandons: boolean) {
    super();
    this.name = `${where}()`;
    this.#requests = requests;
    this.#abandons = abandons;
    this.after = timeout;
  }

  accepts(message: unknown): boolean {
    return Array.isArray(message) && this.#requests.some((request) => isResponse(message, request));
  }

  protected conclude(message: unknown): readonly [Response, RequestId] {
    const request = this.#requests.find((request) => isResponse(message, request))!;
    return [responseIn(message as readonly unknown[], request), request];
  }

  protected expire(process: Process): "timeout" {
    if (this.#abandons) for (const request of this.#requests) forget(process, request);
    return "timeout";
  }
}

function isResponse(message: unknown, { ref }: RequestId): message is readonly unknown[] {
  if (!Array.isArray(message)) return false;
  return (message[0] === ref && message.length === 2) || (message[0] === "DOWN" && message[1] === ref);
}

/** The response in a message. The request is over: the monitor and the alias end. */
function responseIn(message: readonly unknown[], request: RequestId): Response {
  if (message[0] === "DOWN") return request.unpack(["error", [message[4], message[3]]]);
  forget(here().self, request);
  return request.unpack(["reply", message[1]]);
}

function forget(process: Process, { monitor, ref }: RequestId): void {
  if (!removeMonitor(monitor)) flushDown(process, ref);
}

function checkRequest(where: string, request: unknown): void {
  if (!(request instanceof RequestId)) throw badArgument(where, "a request that sendRequest made", request);
  if (request.monitor.watcher !== here().self)
    throw badArgument(where, "a request of the calling process", request);
}

export function checkRequests(where: string, requests: unknown): asserts requests is RequestIds {
  if (!(requests instanceof RequestIds))
    throw badArgument(where, "a collection that reqidsNew or reqidsAdd made", requests);
}
