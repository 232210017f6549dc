/** Which pages the build made. */
import { globSync } from "node:fs";
import { dist } from "./site.ts";

/** URL paths of all pages of the build, without a leading slash: `courses/behaviours/`. The sandbox's frame is not a page. */
export function builtPages(folder: string = dist): string[] {
  return globSync("**/*.html", { cwd: folder })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !file.startsWith("sandbox/"))
    .map((file) => file.replace(/(^|\/)index\.html$/, "$1"))
    .sort();
}
