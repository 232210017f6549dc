/**
 * `Fuse`: circuit breakers. Who uses something that may fail asks its fuse first, and melts the fuse at each failure; after
 * too many melts in a period the fuse is blown, and for a while nobody tries any more. Follows Jesper Louis Andersen's Erlang
 * library `fuse`.
 *
 * The fuses of a node live in one server, named `"fuse"`. It starts by itself when the first fuse is installed, as the
 * application of the library would; put `Fuse` into a supervision tree to have it restarted.
 */
import { StartError, badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { operation } from "../node/operation.ts";
import type { Op } from "../node/operation.ts";
import type { Steps } from "../kernel/process.ts";
import { randomNumbers } from "../random.ts";
import type { Pid } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform } from "../gen/perform.ts";
import type { Waiting } from "../gen/perform.ts";
import { self } from "../primitives.ts";
import type { ChildSpec } from "../supervision/child-spec.ts";
import { newCircuit } from "./circuit.ts";
import type { Answer, FuseOptions } from "./circuit.ts";
import { FUSE, fuseServer } from "./fuse-server.ts";
import type { FuseRequest } from "./fuse-server.ts";

export type { BackOff, FaultInjection, FuseOptions, Reset, Standard } from "./circuit.ts";

/** There is no fuse of this name. */
export type NotFound = readonly ["error", "not_found"];
/** Whether the fuse is asked through its server, after all melts that came before, or straight from its table. */
export type Context = "sync" | "async_dirty";

const NOT_FOUND: NotFound = ["error", "not_found"];

/**
 * Starts the server of the node's fuses, linked to the caller. Throws `StartError`.
 *
 * @example
 * ```ts
 * import { Process } from "beamish";
 * import { Fuse } from "beamish/load";
 * const fuses = await Fuse.startLink();
 * console.log(Process.whereis("fuse") === fuses);
 * //> true
 * ```
 */
export function startLink(): Op<Pid> {
  return GenServer.startLink(fuseServer, undefined, { name: FUSE });
}

/**
 * The server as a child of a supervisor.
 *
 * @example
 * ```ts
 * import { Supervisor } from "beamish";
 * import { Fuse } from "beamish/load";
 * await Supervisor.startLink([Fuse.childSpec()], { strategy: "one_for_one" });
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * console.log(await Fuse.ask("db"));
 * //> ok
 * ```
 */
export function childSpec(): ChildSpec {
  return { id: FUSE, start: startLink };
}

function request<Answer>(name: string, request: FuseRequest): Op<Answer> {
  return operation(`Fuse.${name}()`, function* () {
    if (GenServer.whereis(FUSE) === undefined) yield* startOnce();
    return yield* GenServer.call<Answer>(FUSE, request);
  });
}

/** Somebody else may be starting it too. */
function* startOnce(): Steps<void> {
  try {
    yield* GenServer.start(fuseServer, undefined, { name: FUSE });
  } catch (thrown) {
    if (!(thrown instanceof StartError && GenServer.whereis(FUSE) !== undefined)) throw thrown;
  }
}

function checkFuse(where: string, name: unknown): string {
  if (typeof name === "string" && name !== "") return name;
  throw badArgument(`Fuse.${where}`, "the name of a fuse: a string", name);
}

/**
 * Installs a fuse, or replaces the one of this name by a new one, whole. `[["standard", 5, 10_000], ["reset", 60_000]]`
 * tolerates 5 melts in 10,000 ms, blows at the sixth, and is whole again 60,000 ms later. With
 * `["fault_injection", 0.01, 5, 10_000]` besides one question in a hundred is answered by `"blown"`. With
 * `["reset", 1000, { factor: 2, max: 60_000 }]` (no part of the Erlang library) a fuse that blows again soon after its reset
 * stays blown for longer each time. Throws `ArgumentError`. Follows `fuse:install/2`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * console.log(await Fuse.install("db", [["standard", 2, 10_000], ["reset", 60_000]]));
 * //> ok
 * ```
 */
export function install(name: string, options: FuseOptions): Op<"ok"> {
  checkFuse("install", name);
  newCircuit("Fuse.install", options);
  return request("install", ["install", name, options]);
}

/**
 * Whether the fuse is whole (`"ok"`) or `"blown"`. `"sync"` sees every melt made before. Follows `fuse:ask/2`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.melt("db");
 * console.log(await Fuse.ask("db"), await Fuse.ask("mail", "async_dirty"));
 * //> blown ["error", "not_found"]
 * ```
 */
export function ask(name: string, context: Context = "sync"): Op<"ok" | "blown" | NotFound> {
  checkFuse("ask", name);
  if (context !== "sync" && context !== "async_dirty")
    throw badArgument("Fuse.ask", 'a context: "sync" or "async_dirty"', context);
  return operation("Fuse.ask()", () => question(name, context));
}

function* question(name: string, context: Context): Steps<"ok" | "blown" | NotFound> {
  const answer = context === "sync" ? yield* request<Answer | NotFound>("ask", ["ask", name]) : look(name);
  if (answer === "ok" || answer === "blown" || answer[0] === "error") return answer;
  return inject(answer[1]);
}

function look(name: string): Answer | NotFound {
  if (ETS.whereis(FUSE) === undefined) return NOT_FOUND;
  return (ETS.lookup<readonly [string, Answer]>(FUSE, name)[0]?.[1] ?? NOT_FOUND) as Answer | NotFound;
}

const CHANCE = Symbol("Fuse.chance");

/** The numbers are the node's own and always the same, so that a simulated run can be repeated. */
function inject(rate: number): "ok" | "blown" {
  return here().extension(CHANCE, () => randomNumbers(1))() < rate ? "blown" : "ok";
}

/**
 * Tells a fuse of one failure. `"ok"`, also if there is no such fuse. Follows `fuse:melt/1`.
 *
 * @example
 * ```ts
 * import { Process } from "beamish";
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.melt("db");
 * console.log(await Fuse.ask("db"));
 * //> blown
 * await Process.sleep(5001);
 * console.log(await Fuse.ask("db"));
 * //> ok
 * ```
 */
export function melt(name: string): Op<"ok"> {
  return request("melt", ["melt", checkFuse("melt", name)]);
}

/**
 * Makes a fuse whole and forgets its melts. Follows `fuse:reset/1`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.melt("db");
 * await Fuse.reset("db");
 * console.log(await Fuse.ask("db"));
 * //> ok
 * ```
 */
export function reset(name: string): Op<"ok" | NotFound> {
  return request("reset", ["reset", checkFuse("reset", name)]);
}

/**
 * Removes a fuse. Follows `fuse:remove/1`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.remove("db");
 * console.log(await Fuse.ask("db"));
 * //> ["error", "not_found"]
 * ```
 */
export function remove(name: string): Op<"ok" | NotFound> {
  return request("remove", ["remove", checkFuse("remove", name)]);
}

/**
 * Blows a fuse by hand until `circuitEnable`, whatever melts and resets there are. Follows `fuse:circuit_disable/1`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.circuitDisable("db");
 * console.log(await Fuse.ask("db"));
 * //> blown
 * ```
 */
export function circuitDisable(name: string): Op<"ok" | NotFound> {
  return request("circuitDisable", ["disable", checkFuse("circuitDisable", name), true]);
}

/**
 * Ends `circuitDisable`: the fuse is what it would be without. Follows `fuse:circuit_enable/1`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.circuitDisable("db");
 * await Fuse.circuitEnable("db");
 * console.log(await Fuse.ask("db"));
 * //> ok
 * ```
 */
export function circuitEnable(name: string): Op<"ok" | NotFound> {
  return request("circuitEnable", ["disable", checkFuse("circuitEnable", name), false]);
}

/** What a function given to `run` returns: its result, and whether the fuse is to melt. */
export type Outcome<T> = readonly ["ok" | "melt", T];

/**
 * Asks the fuse and, if it is whole, runs `fun`, which returns `["ok", result]`, or `["melt", result]` to melt the fuse; both
 * give `["ok", result]`. What `fun` throws goes through and melts nothing. Follows `fuse:run/3`.
 *
 * @example
 * ```ts
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * console.log(await Fuse.run("db", () => ["ok", 42]));
 * //> ["ok", 42]
 * console.log(await Fuse.run("db", () => ["melt", "no answer"]));
 * //> ["ok", "no answer"]
 * console.log(await Fuse.run("db", () => ["ok", 42]));
 * //> blown
 * ```
 */
export function run<T>(
  name: string,
  fun: () => Waiting<Outcome<T>> | Outcome<T>,
  context: Context = "sync",
): Op<readonly ["ok", T] | "blown" | NotFound> {
  if (typeof fun !== "function") throw badArgument("Fuse.run", "a function", fun);
  const asked = ask(name, context);
  return operation("Fuse.run()", function* () {
    const answer = yield* asked;
    if (answer !== "ok") return answer;
    const outcome = yield* perform(fun());
    if (!Array.isArray(outcome) || !["ok", "melt"].includes(outcome[0] as string))
      throw badArgument("Fuse.run", 'a function that returns ["ok", result] or ["melt", result]', outcome);
    if (outcome[0] === "melt") yield* melt(name);
    return ["ok", outcome[1] as T] as const;
  });
}

/**
 * From now on `pid` (the caller) gets `["fuse", name, "blown" | "ok" | "removed"]` whenever a fuse blows, is whole again or is
 * removed. In the Erlang library these are events of `fuse_event`, from which `fuse_monitor` makes alarms.
 *
 * @example
 * ```ts
 * import { receive } from "beamish";
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.subscribe();
 * await Fuse.melt("db");
 * console.log(await receive());
 * //> ["fuse", "db", "blown"]
 * ```
 */
export function subscribe(pid: Pid = self()): Op<"ok"> {
  return request("subscribe", ["subscribe", pid]);
}

/**
 * Ends `subscribe`.
 *
 * @example
 * ```ts
 * import { receive } from "beamish";
 * import { Fuse } from "beamish/load";
 * await Fuse.install("db", [["standard", 0, 1000], ["reset", 5000]]);
 * await Fuse.subscribe();
 * await Fuse.unsubscribe();
 * await Fuse.melt("db");
 * console.log(await receive({ after: 0 }));
 * //> timeout
 * ```
 */
export function unsubscribe(pid: Pid = self()): Op<"ok"> {
  return request("unsubscribe", ["unsubscribe", pid]);
}
