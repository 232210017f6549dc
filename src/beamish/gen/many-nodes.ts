/** The servers of one name on many nodes: `GenServer.abcast` and `GenServer.multiCall`. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { checkTimeout, deadlineAfter, operation, timeLeft } from "../node/operation.ts";
import type { Op, Timeout } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import type { Term } from "../term/term.ts";
import { cast } from "./call.ts";
import { receiveResponse } from "./request-functions.ts";
import { sendRequest } from "./requests.ts";

/**
 * Casts to the server of this name on every node (given as a list, or all). Follows `GenServer.abcast/3`.
 *
 * @example
 * ```ts
 * import { GenServer, node } from "beamish";
 * const Printer: GenServer.Module<null> = {
 *   init: () => ["ok", null],
 *   handleCast: (text, s) => (console.log(text), ["noreply", s]),
 * };
 * await GenServer.start(Printer, undefined, { name: "printer" });
 * GenServer.abcast([node(), "other@host"], "printer", "hello");
 * //> hello
 * ```
 */
export function abcast(name: string, request: Term): "abcast";
export function abcast(nodes: readonly string[], name: string, request: Term): "abcast";
export function abcast(...args: readonly Term[]): "abcast" {
  const [nodes, name, request] = onNodes("GenServer.abcast", args.length === 2, args);
  for (const node of nodes) cast("GenServer.abcast", [name, node], request);
  return "abcast";
}

/** Who answered a `multiCall`, as `[node, reply]`, and the nodes that did not. */
export type MultiReply = readonly [replies: (readonly [node: string, reply: Term])[], badNodes: string[]];

/**
 * Calls the server of this name on every node (given as a list, or all) at the same time, and waits `timeout` ms at most
 * (`"infinity"`) for all of them. A node without the server, and one that does not answer in time, is among the bad ones. Follows
 * `GenServer.multi_call/4`.
 *
 * @example
 * ```ts
 * import { GenServer, node } from "beamish";
 * const Echo: GenServer.Module<null> = { init: () => ["ok", null], handleCall: (text, _from, s) => ["reply", text, s] };
 * await GenServer.start(Echo, undefined, { name: "echo" });
 * console.log(await GenServer.multiCall([node(), "other@host"], "echo", "hello"));
 * //> [[["nonode@nohost", "hello"]], ["other@host"]]
 * ```
 */
export function multiCall(name: string, request: Term): Op<MultiReply>;
export function multiCall(
  nodes: readonly string[],
  name: string,
  request: Term,
  timeout?: Timeout,
): Op<MultiReply>;
export function multiCall(...args: readonly Term[]): Op<MultiReply> {
  const [nodes, name, request] = onNodes("GenServer.multiCall", args.length === 2, args);
  const timeout = checkTimeout("GenServer.multiCall", args[3] ?? "infinity");
  return operation("GenServer.multiCall()", function* (): Steps<MultiReply> {
    const deadline = deadlineAfter(timeout);
    const sent = nodes.map(
      (node) => [node, sendRequest("GenServer.multiCall", [name, node], request)] as const,
    );
    const replies: (readonly [string, Term])[] = [];
    const badNodes: string[] = [];
    for (const [node, id] of sent) {
      const response = yield* receiveResponse(id, timeLeft(deadline));
      if (response[0] === "reply") replies.push([node, response[1]]);
      else badNodes.push(node);
    }
    return [replies, badNodes];
  });
}

function onNodes(
  where: string,
  isEverywhere: boolean,
  args: readonly Term[],
): readonly [nodes: readonly string[], name: string, request: Term] {
  const [nodes, name, request] = isEverywhere ? [[here().name], ...args] : args;
  if (!Array.isArray(nodes)) throw badArgument(where, "a list of nodes", nodes);
  if (typeof name !== "string") throw badArgument(where, "the name of a server", name);
  return [nodes as string[], name, request];
}
