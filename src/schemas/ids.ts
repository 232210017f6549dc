/** From a file under content/ to the id that URLs, syllabuses and share links use. */
import { SLUG } from "./fields.ts";

/**
 * The id of an entry: its file name, or the name of the folder that holds its index.mdx.
 * @param collection the folder under content/
 * @param file the path of the entry inside that folder
 * @param seen ids given so far, with their files; this one is added
 * @throws when the name cannot be part of a URL, or another file already has the id
 */
export function idOf(collection: string, file: string, seen: Map<string, string>): string {
  const path = file.replaceAll("\\", "/");
  const id = path.replace(/(\/index)?\.mdx?$/, "").replace(/^.*\//, "");
  const where = `content/${collection}/${path}`;
  if (!SLUG.test(id))
    throw new Error(
      `${where}: expected a name of small letters, digits and hyphens, because it becomes part of an address; ` +
        `got "${id}". Rename the file or folder, for example to "${suggestion(id)}".`,
    );
  const other = seen.get(id);
  if (other !== undefined && other !== path)
    throw new Error(
      `${where}: expected an id of its own, but content/${collection}/${other} already has "${id}". ` +
        `Rename one of the two.`,
    );
  seen.set(id, path);
  return id;
}

function suggestion(id: string): string {
  return (
    id
      .replace(/([a-z])([A-Z])/g, "$1-$2")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-+|-+$/g, "") || "a-name"
  );
}
