/** The programs that tests drive: found on the machine, or installed. */
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../../src/commands/steps.ts";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The path of the first of these programs that the machine has, or undefined. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** A browser that the machine has. Undefined means: use Playwright's own download. */
export function systemBrowser(): string | undefined {
  return findProgram(...BROWSERS);
}

/**
 * Install what is missing: Chromium, Firefox for trying the sandbox in it too, and Elixir for comparing samples with real OTP. Uses Debian's packages where this
 * process may (root, or sudo without a password), else Playwright's download of Chromium.
 * @returns 0 when a browser is there, 1 when none could be had; Firefox and Elixir are never required
 */
export async function installPrograms(): Promise<number> {
  const wanted = [
    ...(systemBrowser() ? [] : ["chromium"]),
    ...(findProgram("firefox-esr", "firefox") ? [] : ["firefox-esr"]),
    ...(findProgram("elixir") ? [] : ["elixir", "erlang-base", "erlang-dev"]),
  ];
  if (wanted.length > 0 && findProgram("apt-get")) await installFromDebian(wanted);
  if (systemBrowser()) return 0;
  const { chromium } = await import("playwright");
  if (existsSync(chromium.executablePath())) return 0;
  return run("playwright", ["install", "chromium"], { quiet: true });
}

async function installFromDebian(packages: readonly string[]): Promise<void> {
  const root = process.getuid?.() === 0;
  if (!root && (await run("sudo", ["-n", "true"], { quiet: true })) !== 0) return;
  const apt = (...args: string[]) =>
    run(root ? "apt-get" : "sudo", [...(root ? [] : ["-n", "apt-get"]), ...args], {
      quiet: true,
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  await apt("update", "-qq");
  await apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
}
