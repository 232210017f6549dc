/** A reader's project: files by their paths, and which of them runs. Every change makes a new one. Nothing here touches the page. */
import type { Files } from "../sample/share.ts";

export interface Project {
  readonly files: Files;
  /** The file that Run runs. */
  readonly entry: string;
}

/** What a path may look like: folders and a name, of the characters that every file system takes. */
const PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/;
/** What is in a container besides the reader's files. */
const TAKEN = /^(node_modules|vendor)(\/|$)/;

/**
 * A project made of files from somewhere else: the first of them that can runs, unless another is named.
 *
 * @param entry the file to run, if it is among them
 */
export function projectOf(files: Files, entry?: string): Project {
  const first = Object.keys(files).find(isRunnable) ?? Object.keys(files)[0] ?? "main.ts";
  return { files, entry: entry !== undefined && isRunnable(entry) && entry in files ? entry : first };
}

/** The files of a project as they are kept and sent: the one that runs comes first. */
export function filesOf({ files, entry }: Project): Files {
  return { [entry]: files[entry] ?? "", ...files };
}

/** The files that could run, in the order in which they are shown. */
export function runnableFiles(files: Files): string[] {
  return sortedPaths(files).filter(isRunnable);
}

function isRunnable(path: string): boolean {
  return /\.m?[jt]s$/.test(path) && !/\.d\.m?ts$/.test(path);
}

/** Paths as a reader looks for them: what is in folders first, then by name. */
export function sortedPaths(files: Files): string[] {
  const key = (path: string): string => path.replace(/[^/]+(?=\/)/g, "\u0000$&");
  return Object.keys(files).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * Why a file cannot have this path.
 *
 * @param from the path that it has now, if it is to be renamed
 * @returns a sentence for the reader, or undefined when nothing speaks against it
 */
export function pathTrouble(path: string, files: Files, from?: string): string | undefined {
  if (path === "") return "A file needs a name, such as till.ts.";
  if (!PATH.test(path))
    return "Use letters, digits, dots, dashes and slashes, such as shop/till.ts. A name cannot begin with a dot.";
  if (TAKEN.test(path)) return `${path.split("/")[0]} is where packages are. Choose another folder.`;
  const others = Object.keys(files).filter((other) => other !== from);
  if (others.includes(path)) return `There is a ${path} already.`;
  const inside = others.find((other) => path.startsWith(`${other}/`));
  if (inside !== undefined) return `${inside} is a file, so nothing can be in it.`;
  if (others.some((other) => other.startsWith(`${path}/`))) return `${path} is a folder.`;
  return undefined;
}

/** With a new, empty file. */
export function withFile(project: Project, path: string, text = "\n"): Project {
  return { ...project, files: { ...project.files, [path]: text } };
}

/** With a file under another path. Imports of it stay as they were written: they are the reader's. */
export function renamed({ files, entry }: Project, from: string, to: string): Project {
  const { [from]: text = "", ...rest } = files;
  return projectOf({ ...rest, [to]: text }, entry === from ? to : entry);
}

/** Without a file. The last one stays: a project without files is nothing to look at. */
export function withoutFile({ files, entry }: Project, path: string): Project {
  const rest = Object.fromEntries(Object.entries(files).filter(([other]) => other !== path));
  return Object.keys(rest).length === 0 ? { files, entry } : projectOf(rest, entry);
}
