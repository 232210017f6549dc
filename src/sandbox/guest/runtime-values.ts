/** What the sandbox knows of the runtime's own values: pids and references. */
import { isPid, isRef } from "beamish";
import type { Value } from "../engine.ts";

export function leafOf(value: object): Value | undefined {
  if (isPid(value)) return { kind: "leaf", text: String(value), role: "pid" };
  if (isRef(value)) return { kind: "leaf", text: String(value), role: "ref" };
  return undefined;
}
