/** What the files of the playground may be called. Nothing here touches the page. */
import { pathTrouble } from "../container/project.ts";
import type { Files } from "../sample/share.ts";

/**
 * What is wrong with a name, as a sentence for the reader; undefined when it will do.
 *
 * @param from - the name that the file has now, if it is to be renamed
 */
export function faultOfName(name: string, files: Files, from?: string): string | undefined {
  if (name !== "" && !name.endsWith(".ts"))
    return `Files here are TypeScript: call it ${name.replace(/\.\w*$/, "")}.ts.`;
  return pathTrouble(name, files, from);
}

/** The first name that no file has: `file.ts`, `file-2.ts`. */
export function freshName(files: Files): string {
  for (let n = 1; ; n++) {
    const name = n === 1 ? "file.ts" : `file-${n}.ts`;
    if (!(name in files)) return name;
  }
}
