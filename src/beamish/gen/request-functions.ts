/** The functions of requests that `GenServer` and `GenStateMachine` share; `GenEvent` has its own `sendRequest`. */
import type { Op, Timeout } from "../node/operation.ts";
import type { Term } from "../term/term.ts";
import * as requests from "./requests.ts";
import { RequestIds, checkRequests, type Labelled, type RequestId, type Response } from "./requests.ts";

export type { Labelled, RequestId, RequestIds, Response } from "./requests.ts";

/**
 * Waits for the response to a request, `timeout` ms at most (`"infinity"`): `["reply", value]`, `["error", [reason, server]]`, or
 * `"timeout"` — then the request is still open and can be waited for again. Of a collection it is the first response, as
 * `[response, label, collection]`, without that request if `removes` (true); `"no_request"` if the collection is empty. Throws
 * `ArgumentError` for a request of another process. Follows `gen_server:wait_response/2,3`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * const echo = await GenServer.start(Echo);
 * const request = GenServer.sendRequest(echo, "hello");
 * console.log(await GenServer.waitResponse(request, 100));
 * //> ["reply", "hello"]
 * ```
 */
export function waitResponse<Reply = Term>(
  request: RequestId,
  timeout?: Timeout,
): Op<Response<Reply> | "timeout">;
export function waitResponse<Reply = Term>(
  requests: RequestIds,
  timeout?: Timeout,
  removes?: boolean,
): Op<Labelled<Reply> | "timeout" | "no_request">;
export function waitResponse(
  given: RequestId | RequestIds,
  timeout: Timeout = "infinity",
  removes = true,
): Op<Response | Labelled | "timeout" | "no_request"> {
  return given instanceof RequestIds
    ? requests.awaitAny("waitResponse", given, timeout, removes, false)
    : requests.awaitOne("waitResponse", given, timeout, false);
}

/**
 * As `waitResponse`, but after a `"timeout"` the request (or every request of the collection) is given up: a late reply
 * never arrives. Follows `gen_server:receive_response/2,3`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Deaf: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (_request, _from, s) => ["noreply", s] };
 * const deaf = await GenServer.start(Deaf);
 * console.log(await GenServer.receiveResponse(GenServer.sendRequest(deaf, "hello"), 100));
 * //> timeout
 * ```
 */
export function receiveResponse<Reply = Term>(
  request: RequestId,
  timeout?: Timeout,
): Op<Response<Reply> | "timeout">;
export function receiveResponse<Reply = Term>(
  requests: RequestIds,
  timeout?: Timeout,
  removes?: boolean,
): Op<Labelled<Reply> | "timeout" | "no_request">;
export function receiveResponse(
  given: RequestId | RequestIds,
  timeout: Timeout = "infinity",
  removes = true,
): Op<Response | Labelled | "timeout" | "no_request"> {
  return given instanceof RequestIds
    ? requests.awaitAny("receiveResponse", given, timeout, removes, true)
    : requests.awaitOne("receiveResponse", given, timeout, true);
}

/**
 * Says whether a message that the caller has received is the response to a request (or to one of a collection): the response as
 * `waitResponse` gives it, or `"no_reply"`. For a server that sends requests of its own: call it in `handleInfo`. Follows
 * `gen_server:check_response/2,3`.
 *
 * @example
 * ```ts
 * import { GenServer, receive } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * const request = GenServer.sendRequest(await GenServer.start(Echo), "hello");
 * const message = await receive();
 * console.log(GenServer.checkResponse(message, request), GenServer.checkResponse("other", request));
 * //> ["reply", "hello"] no_reply
 * ```
 */
export function checkResponse<Reply = Term>(message: Term, request: RequestId): Response<Reply> | "no_reply";
export function checkResponse<Reply = Term>(
  message: Term,
  requests: RequestIds,
  removes?: boolean,
): Labelled<Reply> | "no_reply" | "no_request";
export function checkResponse(
  message: Term,
  given: RequestId | RequestIds,
  removes = true,
): Response | Labelled | "no_reply" | "no_request" {
  return given instanceof RequestIds
    ? requests.checkAny("checkResponse", message, given, removes)
    : requests.checkOne("checkResponse", message, given);
}

/**
 * An empty collection of requests. Follows `gen_server:reqids_new/0`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * console.log(GenServer.reqidsSize(GenServer.reqidsNew()));
 * //> 0
 * ```
 */
export function reqidsNew(): RequestIds {
  return new RequestIds(new Map());
}

/**
 * The collection with a request more, under a label of any kind. Throws `ArgumentError` if the request is in it already.
 * Follows `gen_server:reqids_add/3`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * const echo = await GenServer.start(Echo);
 * const requests = GenServer.reqidsAdd(GenServer.sendRequest(echo, "hello"), "greeting", GenServer.reqidsNew());
 * const [response, label] = await GenServer.waitResponse(requests);
 * console.log(response, label);
 * //> ["reply", "hello"] greeting
 * ```
 */
export function reqidsAdd(request: RequestId, label: Term, requestIds: RequestIds): RequestIds {
  return requests.add("reqidsAdd", request, label, requestIds);
}

/**
 * How many requests a collection holds. Follows `gen_server:reqids_size/1`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const requests = GenServer.sendRequest("nobody", "hello", "first", GenServer.reqidsNew());
 * console.log(GenServer.reqidsSize(requests));
 * //> 1
 * ```
 */
export function reqidsSize(requestIds: RequestIds): number {
  checkRequests("reqidsSize", requestIds);
  return requestIds.requests.size;
}

/**
 * The requests of a collection as pairs `[request, label]`. Follows `gen_server:reqids_to_list/1`.
 *
 * @example
 * ```ts
 * import { GenServer } from "beamish";
 * const requests = GenServer.sendRequest("nobody", "hello", "first", GenServer.reqidsNew());
 * console.log(GenServer.reqidsToList(requests).map(([, label]) => label));
 * //> ["first"]
 * ```
 */
export function reqidsToList(requestIds: RequestIds): (readonly [RequestId, label: Term])[] {
  checkRequests("reqidsToList", requestIds);
  return [...requestIds.requests.values()];
}
