/** A reader's files as a project of Node. */
import type { FileSystemTree } from "@webcontainer/api";

/** Path to contents. */
export type ProjectFiles = Readonly<Record<string, string>>;

/** What `mount` takes: a tree made of paths. */
export function treeOf(files: ProjectFiles): FileSystemTree {
  const tree: FileSystemTree = {};
  for (const [path, contents] of Object.entries(files)) {
    const folders = path.split("/");
    const name = folders.pop()!;
    let folder = tree;
    for (const each of folders) {
      const found = (folder[each] ??= { directory: {} });
      if (!("directory" in found))
        throw new Error(`Expected a folder at "${each}" in "${path}", found a file.`);
      folder = found.directory;
    }
    folder[name] = { file: { contents } };
  }
  return tree;
}

/** The manifest of a reader's project, unless it has its own. */
export function manifestFor(entry: string): string {
  return `${JSON.stringify(
    {
      name: "beamish-project",
      private: true,
      type: "module",
      scripts: { start: `node ${entry}` },
      dependencies: { beamish: "*" },
    },
    null,
    2,
  )}\n`;
}
