/** The programs that tests drive: found on the machine, or installed. */
import { existsSync, globSync } from "node:fs";
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

/** The small browser that comes with WebKitGTK, which is not where programs are looked for. */
export function findWebKit(): string | undefined {
  return globSync("/usr/lib/*/webkit*gtk-*/MiniBrowser")[0];
}

/** A browser that the machine has. Undefined means: use Playwright's own download. */
export function systemBrowser(): string | undefined {
  return findProgram(...BROWSERS);
}

/**
 * Install what is missing: Chromium, Firefox and WebKit for trying the sandbox in them too, and Elixir for comparing
 * samples with real OTP. Uses Debian's packages where this process may (root, or sudo without a password), else
 * Playwright's download of Chromium.
 * @returns 0 when a browser is there, 1 when none could be had; the others are never required
 */
export async function installPrograms(): Promise<number> {
  const wanted = [
    ...(systemBrowser() ? [] : [["chromium"]]),
    ...(findProgram("firefox-esr", "firefox") ? [] : [["firefox-esr"]]),
    // A browser without a screen of its own needs one that is only in memory.
    ...(findWebKit() && findProgram("Xvfb") ? [] : [["libwebkit2gtk-4.1-0", "xvfb"]]),
    ...(findProgram("elixir") ? [] : [["elixir", "erlang-base", "erlang-dev"]]),
  ];
  if (wanted.length > 0 && findProgram("apt-get")) await installFromDebian(wanted);
  if (systemBrowser()) return 0;
  const { chromium } = await import("playwright");
  if (existsSync(chromium.executablePath())) return 0;
  return run("playwright", ["install", "chromium"], { quiet: true });
}

/** @param groups packages that are of use together; one that cannot be had does not keep the others away */
async function installFromDebian(groups: readonly (readonly string[])[]): Promise<void> {
  const root = process.getuid?.() === 0;
  if (!root && (await run("sudo", ["-n", "true"], { quiet: true })) !== 0) return;
  const apt = (...args: string[]) =>
    run(root ? "apt-get" : "sudo", [...(root ? [] : ["-n", "apt-get"]), ...args], {
      quiet: true,
      env: { DEBIAN_FRONTEND: "noninteractive" },
    });
  await apt("update", "-qq");
  for (const packages of groups) await apt("install", "-y", "-qq", "--no-install-recommends", ...packages);
}
