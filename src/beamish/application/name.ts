/** Saying which application is meant. */
import { badArgument } from "../term/errors.ts";
import type { Spec } from "./spec.ts";

export function nameOf(where: string, app: string | Spec): string {
  const name: unknown = typeof app === "object" && app !== null ? app.name : app;
  if (typeof name === "string" && name !== "") return name;
  throw badArgument(`Application.${where}`, "the name of an application, or its specification", app);
}
