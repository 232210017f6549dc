/**
 * What the engines load, in the site: the worker engine's frame, the runtime's parts, the project for containers. Bundled, served by `astro dev`, written by `astro build`,
 * and their addresses made known to the page as `import.meta.env.SANDBOX`.
 */
import { createHash } from "node:crypto";
import { glob, mkdir, writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { bundleContainer, bundleFrame, type SandboxFiles } from "../sandbox/bundle.ts";
import { ISOLATED } from "../site/csp.ts";
import { urlsUnder } from "../site/urls.ts";
import type { HeaderRule } from "./headers.ts";

/** Where the frame is, inside the site. */
export const FRAME_PATH = "sandbox/frame.html";
/** The same frame with other headers, for pages that are cross-origin isolated. */
export const ISOLATED_FRAME_PATH = "sandbox/isolated.html";
/** The same again, answered by the service worker of the lab where the host sends no headers (public/lab/isolate.js). */
const WORKER_FRAME_PATH = "lab/frame.html";
/** Where the modules of the runtime's parts are. */
export const MODULES_PATH = "sandbox/modules/";
/** What a project in a container needs besides the reader's files. */
export const CONTAINER_PATH = "sandbox/container.json";

const SOURCES = new URL("../", import.meta.url);
const FOREVER = "public, max-age=31536000, immutable";

export interface Sandbox {
  readonly frame: SandboxFiles;
  readonly places: ImportMetaEnv["SANDBOX"];
  /** Path inside the site to contents. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * Builds what the engines load.
 *
 * @param at gives the URL of a path inside the site
 * @param key the site's key for WebContainers
 */
export async function buildSandbox(at: (path: string) => string, key?: string): Promise<Sandbox> {
  const [frame, project] = await Promise.all([bundleFrame(), bundleContainer()]);
  const container = JSON.stringify(project);
  const files = new Map([
    [FRAME_PATH, frame.html],
    [ISOLATED_FRAME_PATH, frame.html],
    [CONTAINER_PATH, container],
    ...[...frame.modules].map(([file, code]) => [MODULES_PATH + file, code] as const),
  ]);
  // Named by their contents, so that caches may keep them for ever.
  const versioned = (path: string, contents = files.get(path)!) =>
    `${at(path)}?v=${createHash("sha256").update(contents).digest("hex").slice(0, 12)}`;
  const places = {
    frame: versioned(FRAME_PATH),
    isolatedFrame: versioned(ISOLATED_FRAME_PATH),
    workerFrame: versioned(WORKER_FRAME_PATH, frame.html),
    modules: at(MODULES_PATH),
    parts: frame.parts,
    container: { files: versioned(CONTAINER_PATH), key },
  };
  return { frame, places, files };
}

export function sandbox(): AstroIntegration {
  return {
    name: "beamish-sandbox",
    hooks: {
      "astro:config:setup": async ({ config, updateConfig, addWatchFile, command }) => {
        if (command === "dev") {
          // A change of the runtime or the sandbox starts the server again, with another frame.
          for await (const file of glob("{beamish,sandbox}/**/*.ts", { cwd: SOURCES }))
            addWatchFile(new URL(file, SOURCES));
        }
        built = buildSandbox(urlsUnder(config.base).at, process.env.WEBCONTAINER_API_KEY);
        const { places } = await built;
        updateConfig({ vite: { define: { "import.meta.env.SANDBOX": JSON.stringify(places) } } });
      },
      "astro:server:setup": ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const [path] = /sandbox\/[^?]+/.exec(request.url ?? "") ?? [];
          if (path === undefined) return next();
          theSandbox().then(({ frame, files }) => {
            const contents = files.get(path);
            if (contents === undefined) return next();
            response.setHeader("Content-Type", typeOf(path));
            const headers = { ...sandboxFileHeaders(path, frame.policy), "Cache-Control": "no-store" };
            for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
            response.end(contents);
          }, next);
        });
      },
      "astro:build:done": async ({ dir }) => {
        for (const [path, contents] of (await theSandbox()).files) {
          const file = new URL(path, dir);
          await mkdir(new URL(".", file), { recursive: true });
          await writeFile(file, contents);
        }
      },
    },
  };
}

// One build, one sandbox: the document and the header with its hash must not come from two readings of the sources.
let built: Promise<Sandbox> | undefined;

function theSandbox(): Promise<Sandbox> {
  if (built === undefined) throw new Error("The sandbox is built when Astro reads its configuration.");
  return built;
}

/** The media type of a file of the sandbox. */
export function typeOf(path: string): string {
  const types: Readonly<Record<string, string>> = {
    html: "text/html",
    js: "text/javascript",
    json: "application/json",
  };
  return `${types[path.replace(/^.*\./, "")] ?? "text/plain"}; charset=utf-8`;
}

/** What a host should send with a file of the sandbox. Without it, the frame still refuses to run unless it is sandboxed. */
export function sandboxFileHeaders(path: string, policy: string): Record<string, string> {
  if (path !== FRAME_PATH && path !== ISOLATED_FRAME_PATH) return { "Cache-Control": FOREVER };
  const own = { "Content-Security-Policy": `${policy}; sandbox allow-scripts`, "Cache-Control": FOREVER };
  if (path === FRAME_PATH) return own;
  // A page that is cross-origin isolated may embed only what says so. For all others WebKit would have a price for it: it
  // refuses blob: workers to such a frame, and those from data: addresses take ten times as long to start.
  const { "Cross-Origin-Embedder-Policy": embedder } = ISOLATED;
  return { ...own, "Cross-Origin-Resource-Policy": "cross-origin", "Cross-Origin-Embedder-Policy": embedder };
}

/** The rules for the files that static hosts read (integrations/headers.ts). */
export async function sandboxHeaders(): Promise<HeaderRule[]> {
  const { policy } = (await theSandbox()).frame;
  const paths = [FRAME_PATH, ISOLATED_FRAME_PATH, `${MODULES_PATH}*`, CONTAINER_PATH];
  return paths.map((path) => ({ path, headers: sandboxFileHeaders(path, policy) }));
}
