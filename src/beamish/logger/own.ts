/** What a process adds to what it logs: metadata, and a level of its own. Kept in its dictionary, as in Elixir. */
import { badArgument } from "../term/errors.ts";
import type { Pid } from "../term/term.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import { isRecord, type Metadata } from "./event.ts";
import { checkThreshold, type Threshold } from "./level.ts";

const METADATA = "$logger_metadata$";
const LEVEL = "logger_level";

export const ownMetadata = (): Metadata => (Process.get(METADATA) ?? {}) as Metadata;
export const ownLevel = (): Threshold | undefined => Process.get(LEVEL) as Threshold | undefined;

/**
 * The metadata that every message of the calling process carries; or changes it: what is given is put over what is there, and
 * `undefined` removes a key. Follows `Logger.metadata/0` and `/1`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.metadata({ request: 7, user: "ada" });
 * Logger.metadata({ user: undefined });
 * console.log(Logger.metadata());
 * //> { request: 7 }
 * ```
 */
export function metadata(): Metadata;
export function metadata(changes: Metadata): "ok";
export function metadata(changes?: Metadata): Metadata | "ok" {
  if (changes === undefined) return ownMetadata();
  if (!isRecord(changes)) throw badArgument("Logger.metadata", "an object", changes);
  return resetMetadata({ ...ownMetadata(), ...changes });
}

/**
 * Replaces the metadata of the calling process. Follows `Logger.reset_metadata/1`.
 *
 * @example
 * ```ts
 * import { Logger } from "beamish";
 * Logger.metadata({ request: 7 });
 * Logger.resetMetadata({ request: 8 });
 * console.log(Logger.metadata());
 * //> { request: 8 }
 * ```
 */
export function resetMetadata(metadata: Metadata = {}): "ok" {
  if (!isRecord(metadata)) throw badArgument("Logger.resetMetadata", "an object", metadata);
  const kept = Object.entries(metadata).filter(([, value]) => value !== undefined);
  Process.put(METADATA, Object.fromEntries(kept));
  return "ok";
}

/**
 * Sets what the calling process writes, whatever the level of the node is. `pid` must be `self()`; throws `ArgumentError`
 * otherwise. Follows `Logger.put_process_level/2`.
 *
 * @example
 * ```ts
 * import { Logger, self } from "beamish";
 * Logger.putProcessLevel(self(), "error");
 * Logger.info("not written");
 * Logger.error("written");
 * //> [error] written
 * ```
 */
export function putProcessLevel(pid: Pid, level: Threshold): "ok" {
  checkSelf("putProcessLevel", pid);
  checkThreshold("Logger.putProcessLevel", level);
  Process.put(LEVEL, level);
  return "ok";
}

/**
 * What the calling process writes; `undefined` if that has not been set. Follows `Logger.get_process_level/1`.
 *
 * @example
 * ```ts
 * import { Logger, self } from "beamish";
 * console.log(Logger.getProcessLevel(self()));
 * //> undefined
 * ```
 */
export function getProcessLevel(pid: Pid): Threshold | undefined {
  checkSelf("getProcessLevel", pid);
  return ownLevel();
}

/**
 * Lets the calling process write what the node writes again. Follows `Logger.delete_process_level/1`.
 *
 * @example
 * ```ts
 * import { Logger, self } from "beamish";
 * Logger.putProcessLevel(self(), "none");
 * Logger.deleteProcessLevel(self());
 * Logger.info("heard");
 * //> [info] heard
 * ```
 */
export function deleteProcessLevel(pid: Pid): "ok" {
  checkSelf("deleteProcessLevel", pid);
  Process.delete(LEVEL);
  return "ok";
}

function checkSelf(where: string, pid: unknown): void {
  if (pid !== self())
    throw badArgument(`Logger.${where}`, "self()", pid, "Only a process itself sets its level.");
}
