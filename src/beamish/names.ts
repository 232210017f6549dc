/** Names: every way to say which process is meant. */
import { badArgument } from "./term/errors.ts";
import type { Node } from "./node/node.ts";
import { isAlive, processOf } from "./kernel/process.ts";
import type { Process } from "./kernel/process.ts";
import { register, unregister } from "./kernel/signals.ts";
import { isPid, keyIn } from "./term/term.ts";
import type { Pid, Term } from "./term/term.ts";

/** A directory of processes under keys of any kind: `Registry`, `Global`, or one of your own. Follows OTP's `via` modules. */
export interface Via {
  registerName(key: Term, pid: Pid): "yes" | "no";
  unregisterName(key: Term): unknown;
  whereisName(key: Term): Pid | undefined;
  /** Sends, or throws `Exit` when nobody has the key. */
  send(key: Term, message: Term): unknown;
}

/** A name in a directory. */
export type ViaName = readonly ["via", module: Via, key: Term];

/** A name under which a process can be started. */
export type Name = string | readonly ["global", key: Term] | ViaName;

/** Everything that names a running process: a pid, a name, or `[name, node]`. */
export type Server = Pid | Name | readonly [name: string, node: string];

const EXPECTED = 'a pid, a registered name, ["global", key], ["via", module, key] or [name, node]';

/** The process that is meant, if there is one alive. */
export function findProcess(home: Node, server: Server, where: string): Process | undefined {
  if (isPid(server)) return processHere(home, server, where);
  if (typeof server === "string") return home.names.get(server);
  if (!Array.isArray(server)) throw badArgument(where, EXPECTED, server);
  if (isViaName(server)) {
    const pid = server[1].whereisName(server[2]);
    return pid === undefined ? undefined : processOf(pid);
  }
  const [first, second] = server as readonly [unknown, unknown];
  if (first === "global" && server.length === 2) return whereisGlobal(home, second);
  if (typeof first === "string" && typeof second === "string" && server.length === 2)
    return second === home.name ? home.names.get(first) : undefined;
  throw badArgument(where, EXPECTED, server);
}

/** The process behind a pid. Throws `ArgumentError` if it is another node's: signals between nodes are messages only. */
export function processHere(home: Node, pid: Pid, where: string): Process {
  const process = processOf(pid);
  if (process.home === home) return process;
  throw badArgument(where, "a pid of this node", pid, "It belongs to another node. Only send reaches it.");
}

/** Says whether a term is `["via", module, key]`. */
export function isViaName(term: unknown): term is ViaName {
  return Array.isArray(term) && term[0] === "via" && term.length === 3 && isVia(term[1]);
}

function isVia(term: unknown): term is Via {
  return typeof (term as Partial<Via> | undefined)?.whereisName === "function";
}

/** Throws unless `name` can be a name. */
export function checkName(where: string, name: unknown): asserts name is Name {
  const isGlobal = Array.isArray(name) && name[0] === "global" && name.length === 2;
  const isName = (typeof name === "string" && name !== "") || isGlobal || isViaName(name);
  if (!isName) throw badArgument(where, 'a name: a string, ["global", key] or ["via", module, key]', name);
}

/** Registers a process under a name of any kind. Says who has the name already, if somebody has. */
export function claimName(process: Process, name: Name): Process | undefined {
  const home = process.home as Node;
  if (isViaName(name)) {
    const isOwn = name[1].registerName(name[2], process.pid) === "yes";
    return isOwn ? undefined : (findProcess(home, name, "name") ?? process);
  }
  const holder = findProcess(home, name, "name");
  if (holder !== undefined && isAlive(holder)) return holder;
  if (typeof name === "string") register(process, name);
  else globals(home).set(keyIn(globals(home), name[1]), process);
  return undefined;
}

/** Gives a name back before its process ends. */
export function releaseName(process: Process, name: Name): void {
  if (typeof name !== "string") {
    if (name[0] === "via") name[1].unregisterName(name[2]);
    else forgetGlobal(process.home as Node, name[1]);
  } else if (process.home.names.get(name) === process) {
    unregister(process, name);
  }
}

// ---- Global names ----------------------------------------------------------------------------------------------------

const GLOBALS = Symbol("global names");

function globals(home: Node): Map<unknown, Process> {
  return home.extension(GLOBALS, () => new Map<unknown, Process>());
}

const forgetGlobal = (home: Node, key: unknown) => globals(home).delete(keyIn(globals(home), key));

/** On one node, a global name is a name whose key may be any term; the dead are dropped when they are met. */
function whereisGlobal(home: Node, key: unknown): Process | undefined {
  const process = globals(home).get(keyIn(globals(home), key));
  if (process === undefined || isAlive(process)) return process;
  forgetGlobal(home, key);
  return undefined;
}
