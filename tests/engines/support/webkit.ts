/** The engine in WebKit: the browser that comes with Debian's WebKitGTK, on a screen that is only in memory. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { orClose } from "../../support/patience.ts";
import { findProgram, findWebKit } from "../../support/programs.ts";
import type { Opened } from "../contract.ts";
import { engineThrough } from "./engine-on.ts";
import { Remote } from "./remote.ts";
import { servePage, type ServerOptions } from "./server.ts";

const browser = findWebKit();
const screen = findProgram("Xvfb");

export const hasWebKit = browser !== undefined && screen !== undefined;

export async function openInWebKit(options: ServerOptions = {}): Promise<Opened> {
  if (browser === undefined || screen === undefined) throw new Error("There is no WebKit on this machine.");
  const remote = new Remote();
  const home = await mkdtemp(join(tmpdir(), "webkit-"));
  const server = await servePage({ ...options, besides: remote.answer });
  const [shown, display] = await orClose(startScreen(screen), server.close);
  const env = { ...process.env, DISPLAY: display, HOME: home, XDG_RUNTIME_DIR: home };
  const child = spawn(browser, [`${server.url}#remote`], { env, stdio: "ignore" });
  return {
    engine: engineThrough(remote.call, "worker"),
    close: async () => {
      await end(child);
      await end(shown);
      await server.close();
      // What the browser started may still write for a moment.
      await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

/** Starts a screen, and waits for its name. */
async function startScreen(program: string): Promise<[ChildProcess, display: string]> {
  const shown = spawn(program, ["-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const none = once(shown, "exit").then(([code]) => {
    throw new Error(`The screen could not be started: ${program} ended with ${code}.`);
  });
  const [number] = (await Promise.race([once(shown.stdio[3] as Readable, "data"), none])) as [Buffer];
  return [shown, `:${String(number).trim()}`];
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill();
  const impatient = setTimeout(() => child.kill("SIGKILL"), 10_000);
  await exit;
  clearTimeout(impatient);
}
