/** A page with the worker engine on it, in real Chromium, driven from a test as if the engine were here. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, BrowserContext, Page } from "playwright";
import { buildSandbox, frameHeaders, typeOf } from "../../../src/integrations/sandbox.ts";
import { CONTAINER_SOURCES, ISOLATED } from "../../../src/site/csp.ts";
import type { SandboxFiles } from "../../../src/sandbox/bundle.ts";
import type { Command, Engine, Job, RunEvent } from "../../../src/sandbox/engine.ts";
import type { EngineInPage } from "./page-script.ts";
import { launchBrowser } from "../../support/site.ts";

/** The policy that the site's own pages have: strict, and without anything for the reader's code. */
const PAGE_POLICY = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'self'";

const PAGE = { "Content-Security-Policy": PAGE_POLICY };
const LAB = {
  "Content-Security-Policy": `${PAGE_POLICY}; frame-src 'self' ${CONTAINER_SOURCES}; connect-src 'self' ${CONTAINER_SOURCES}`,
  ...ISOLATED,
};

export interface EngineServer {
  readonly url: string;
  readonly browser: Browser;
  readonly frame: SandboxFiles;
  /** A new page, on which nothing of the sandbox has been loaded yet. */
  open(context?: BrowserContext): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Serves a page with the engine, and starts a browser for it.
 *
 * @param options.workers the only addresses from which the frame may start workers, as some browsers have it
 * @param options.isolated serve the page as labs are: cross-origin isolated, and allowed to load the container's runtime
 */
export async function serveEngine(
  options: { workers?: "data:"; isolated?: boolean } = {},
): Promise<EngineServer> {
  const [{ frame, files, places }, browser] = await Promise.all([
    buildSandbox((path) => `/${path}`),
    launchBrowser(),
  ]);
  const script = await bundlePage(places);
  const allow = (text: string) =>
    options.workers ? text.replace("worker-src blob: data:", `worker-src ${options.workers}`) : text;
  const served = { policy: allow(frame.policy), html: allow(frame.html) };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname === "/sandbox/frame.html") {
      response
        .writeHead(200, { ...frameHeaders(served.policy), "Content-Type": "text/html" })
        .end(served.html);
    } else if (files.has(pathname.slice(1))) {
      response.writeHead(200, { "Content-Type": typeOf(pathname) }).end(files.get(pathname.slice(1)));
    } else if (pathname === "/page.js") {
      response.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
    } else if (pathname === "/") {
      response.writeHead(200, { "Content-Type": "text/html", ...(options.isolated ? LAB : PAGE) });
      response.end('<!doctype html><title>Engine</title><script type="module" src="/page.js"></script>');
    } else {
      response.writeHead(404).end();
    }
  });
  const url = await listen(server);
  return {
    url,
    browser,
    frame,
    open: async (context) => {
      const page = await (context ?? browser).newPage();
      await page.goto(url);
      await page.waitForFunction(() => "engine" in globalThis);
      return page;
    },
    close: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, () => {
      resolve(`http://localhost:${(server.address() as AddressInfo).port}/`);
    });
  });
}

async function bundlePage(places: ImportMetaEnv["SANDBOX"]): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./page-script.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    define: { "import.meta.env.SANDBOX": JSON.stringify(places) },
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

/** The engine of a page as an engine here: the same interface, so that one suite tests all. */
export async function engineOn(page: Page, id: EngineInPage["id"] = "worker"): Promise<Engine> {
  await page.evaluate((which) => {
    globalThis.engine.id = which;
  }, id);
  let runs = 0;
  const listeners = new Map<number, (events: readonly RunEvent[]) => void>();
  await page.exposeFunction("tellTest", (id: number, events: readonly RunEvent[]) => {
    listeners.get(id)?.(events);
  });
  return {
    id,
    warm: () => page.evaluate(() => globalThis.engine.warm()),
    async *run({ commands, ...job }: Job, signal: AbortSignal) {
      const id = ++runs;
      let arrived: () => void = () => undefined;
      let waiting: RunEvent[] = [];
      listeners.set(id, (events) => {
        waiting.push(...events);
        arrived();
      });
      const abort = () =>
        void page.evaluate((run) => {
          globalThis.engine.abort(run);
        }, id);
      await page.evaluate(
        ([run, what, watched]) => {
          globalThis.engine.run(run, what, watched);
        },
        [id, job, commands !== undefined] as const,
      );
      if (signal.aborted) abort();
      signal.addEventListener("abort", abort);
      if (commands !== undefined) void passOn(page, id, commands);
      for (;;) {
        if (waiting.length === 0) await new Promise<void>((resolve) => (arrived = resolve));
        const events = waiting;
        waiting = [];
        yield* events;
        if (events.at(-1)?.type === "exit") return;
      }
    },
  };
}

async function passOn(page: Page, id: number, commands: AsyncIterable<Command>): Promise<void> {
  for await (const command of commands)
    await page.evaluate(
      ([run, what]) => {
        globalThis.engine.command(run, what);
      },
      [id, command] as const,
    );
  await page.evaluate((run) => {
    globalThis.engine.command(run, undefined);
  }, id);
}
