/** A project that has installed the package from its tarball, and the Nodes that it is run on. */
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { makeTarball } from "../../src/commands/tarball.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const execute = promisify(execFile);
const isWindows = process.platform === "win32";

export interface Scratch {
  readonly folder: string;
  /** The package as it is installed. */
  readonly package: string;
  close(): void;
}

/** Packs the runtime and installs the tarball in a new project outside the repository. */
export async function installInScratch(): Promise<Scratch> {
  const folder = mkdtempSync(join(tmpdir(), "beamish-consumer-"));
  const tarball = makeTarball(join(folder, "packed"));
  cpSync(fileURLToPath(new URL("consumer", import.meta.url)), folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  // The package has no dependencies, so there is nothing to fetch.
  await npm(folder, "install", "--offline", tarball);
  return {
    folder,
    package: join(folder, "node_modules/beamish"),
    close: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function npm(folder: string, command: string, ...args: string[]): Promise<unknown> {
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  return execute("npm", [command, ...quiet, ...args], { cwd: folder, shell: isWindows, timeout: 120_000 });
}

/** Runs a file of the project, and gives what it printed. */
export async function runFile(node: string, scratch: Scratch, file: string): Promise<string> {
  const { stdout } = await execute(node, ["--no-warnings", file], { cwd: scratch.folder, timeout: 60_000 });
  return stdout;
}

/** The oldest Node that the package supports. The project's own is newer. */
const OLDEST = "22.23.3";

/**
 * The path of that Node. It is installed on first use, beside the other caches: only this test needs it.
 * @returns undefined where it cannot be had: another platform, or no network
 */
export async function oldestNode(): Promise<string | undefined> {
  const name = `node-${isWindows ? "win" : process.platform}-${process.arch}`;
  const folder = join(root, ".cache", `node-${OLDEST}`);
  const program = join(folder, "node_modules", name, "bin", isWindows ? "node.exe" : "node");
  if (existsSync(program)) return program;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  try {
    await npm(folder, "install", "--no-save", `${name}@${OLDEST}`);
  } catch {
    return undefined;
  }
  return program;
}
