/**
 * The runtime in parts. A guest always has the core: processes, GenServer, and what is written with them in nearly every
 * sample. The rest comes in parts, and a run gets those that its files mention.
 */
import type { Job } from "./engine.ts";

/** The packages that a sample can import. Those of Node are built for the sandbox (guest/net). */
export const PACKAGES = [
  "beamish",
  "beamish/load",
  "beamish/patterns",
  "beamish/stage",
  "beamish/testing",
  "beamish/trace",
  "node:net",
] as const;

export type PackageName = (typeof PACKAGES)[number];

/** Modules of `beamish` that are not in the core, by the part they are in. */
export const PARTS: Readonly<Record<string, readonly string[]>> = {
  applications: ["Application"],
  machines: ["GenStateMachine", "GenEvent"],
  tables: ["ETS", "PersistentTerm", "Registry"],
  trees: ["Supervisor", "DynamicSupervisor", "PartitionSupervisor", "Task"],
};

/** One part, as a build has made it. */
export interface Part {
  readonly package: PackageName;
  /** A run needs the part when its sources have one of these words. */
  readonly words: readonly string[];
  /** The modules it consists of, each after those it imports; the last one exports what the part adds to the package. */
  readonly modules: readonly string[];
}

/** Imports that may use any name of a package without writing it down. */
const WHOLE = /\b(?:import|export)\s*\*|\bimport\s*\(/;

/** The package that also makes the order of a run, where somebody asks for one. */
export const ORDERING = "beamish/testing" satisfies PackageName;

/** The parts that a run may use: rather one too many than one too few. */
export function partsFor(
  { files, schedule, exploring }: Pick<Job, "files" | "schedule" | "exploring">,
  parts: readonly Part[],
): Part[] {
  const text = Object.values(files).join("\n");
  const isWhole = WHOLE.test(text);
  const isOrdered = schedule !== undefined || exploring !== undefined;
  return parts.filter(
    (part) =>
      (isWhole && part.package === "beamish") ||
      (isOrdered && part.package === ORDERING) ||
      part.words.some((word) => wordIn(word).test(text)),
  );
}

const wordIn = (word: string) => new RegExp(`\\b${word.replace("/", "\\/")}\\b`);
