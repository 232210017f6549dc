/** A registry as a directory of names: `["via", Registry, [registry, key]]`. */
import { badArgument } from "../term/errors.ts";
import type { Pid, Term } from "../term/term.ts";
import { self, send as sendTo } from "../primitives.ts";
import { register, unregister } from "./entries.ts";
import { notUnique } from "./error.ts";
import * as Inside from "./supervisor.ts";

/** `[registry, key]`, or with the value that a process started under this name is to have. */
type ViaKey = readonly [registry: string, key: Term, value?: Term];

/**
 * The process with a unique key, or `undefined`. For `["via", Registry, [registry, key]]`. Throws `ArgumentError` for an
 * unknown registry, and for one of duplicate keys. Follows `Registry.whereis_name/1`.
 *
 * @example
 * ```ts
 * import { Agent, Registry } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * const agent = await Agent.startLink(() => 20, { name: ["via", Registry, ["rooms", "hall"]] });
 * console.log(Registry.whereisName(["rooms", "hall"]) === agent, Registry.whereisName(["rooms", "attic"]));
 * //> true undefined
 * ```
 */
export function whereisName([registry, key]: ViaKey): Pid | undefined {
  const about = Inside.registryOf("Registry.whereisName", registry);
  if (about.kind === "duplicate") throw notUnique("a via name", registry);
  return Inside.entriesOf(about, key)[0]?.[1][0];
}

/**
 * Gives a key to the calling process, which a server does when it starts: `"yes"`, or `"no"` if it is unique and taken. Throws
 * `ArgumentError` for another pid. Follows `Registry.register_name/2`.
 *
 * @example
 * ```ts
 * import { Registry, self } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * console.log(Registry.registerName(["rooms", "hall"], self()), Registry.registerName(["rooms", "hall"], self()));
 * //> yes no
 * ```
 */
export function registerName([registry, key, value]: ViaKey, pid: Pid): "yes" | "no" {
  if (pid !== self()) throw badArgument("Registry.registerName", "the pid of the calling process", pid);
  const about = Inside.registryOf("Registry.registerName", registry);
  if (about.kind === "unique" && Inside.entriesOf(about, key).length > 0) return "no";
  register(registry, key, value);
  return "yes";
}

/**
 * Takes the key away from the calling process. Follows `Registry.unregister_name/1`.
 *
 * @example
 * ```ts
 * import { Registry, self } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.registerName(["rooms", "hall"], self());
 * console.log(Registry.unregisterName(["rooms", "hall"]), Registry.count("rooms"));
 * //> ok 0
 * ```
 */
export function unregisterName([registry, key]: ViaKey): "ok" {
  return unregister(registry, key);
}

/**
 * Sends to the process with a key and returns the message. Throws `ArgumentError` if there is none, or more than one. Follows
 * `Registry.send/2`.
 *
 * @example
 * ```ts
 * import { Registry, receive } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * Registry.register("rooms", "hall");
 * Registry.send(["rooms", "hall"], "open the window");
 * console.log(await receive());
 * //> open the window
 * ```
 */
export function send([registry, key]: ViaKey, message: Term): Term {
  const rows = Inside.entriesOf(Inside.registryOf("Registry.send", registry), key);
  if (rows.length !== 1) throw badArgument("Registry.send", "a key that one process has", key);
  return sendTo(rows[0]![1][0], message);
}
