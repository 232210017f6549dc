/** Running the tools that the commands are made of. */
import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Run a program with its output shown.
 * @param program a path, or a name in node_modules/.bin or on the PATH
 * @param options.quiet keep the output back, and show it only if the program fails
 * @returns the exit code; 1 when the program could not be started or was ended by a signal
 */
export function run(
  program: string,
  args: readonly string[],
  options: { env?: Record<string, string>; quiet?: boolean } = {},
): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: options.quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", ...options.env },
      shell: process.platform === "win32",
    });
    const kept: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => kept.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => kept.push(chunk));
    child.on("error", (error) => {
      process.stderr.write(`${program} could not be started: ${error.message}\n`);
      resolve(1);
    });
    child.on("close", (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}

/** Run one named step, say how long it took, and return whether it went well. */
export async function step(title: string, work: () => Promise<number>): Promise<boolean> {
  const started = performance.now();
  const code = await work();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? "ok" : "FAILED"}  ${title} (${seconds} s)\n`);
  return code === 0;
}
