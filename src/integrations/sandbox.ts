/**
 * The worker engine's frame and the runtime's parts in the site: bundled, served by `astro dev`, written by `astro build`,
 * and their addresses made known to the page as `import.meta.env.SANDBOX`.
 */
import { createHash } from "node:crypto";
import { glob, mkdir, writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { bundleFrame, type SandboxFiles } from "../sandbox/bundle.ts";
import type { SandboxPlaces } from "../sandbox/engines/worker/host.ts";
import { urlsUnder } from "../site/urls.ts";
import type { HeaderRule } from "./headers.ts";

/** Where the frame is, inside the site. */
export const FRAME_PATH = "sandbox/frame.html";
/** Where the modules of the runtime's parts are. */
export const MODULES_PATH = "sandbox/modules/";

const SOURCES = new URL("../", import.meta.url);
const FOREVER = "public, max-age=31536000, immutable";

// One build, one frame: the document and the header with its hash must not come from two readings of the sources.
let built: Promise<SandboxFiles> | undefined;
const frameOfBuild = (): Promise<SandboxFiles> => (built ??= bundleFrame());

export function sandbox(): AstroIntegration {
  return {
    name: "beamish-sandbox",
    hooks: {
      "astro:config:setup": async ({ config, updateConfig, addWatchFile, command }) => {
        if (command === "dev") {
          // A change of the runtime or the sandbox starts the server again, with another frame.
          built = undefined;
          for await (const file of glob("{beamish,sandbox}/**/*.ts", { cwd: SOURCES }))
            addWatchFile(new URL(file, SOURCES));
        }
        const { html, parts } = await frameOfBuild();
        // Named by its contents, so that caches may keep it for ever.
        const version = createHash("sha256").update(html).digest("hex").slice(0, 12);
        const { at } = urlsUnder(config.base);
        const places: SandboxPlaces = {
          frame: `${at(FRAME_PATH)}?v=${version}`,
          modules: at(MODULES_PATH),
          parts,
        };
        updateConfig({ vite: { define: { "import.meta.env.SANDBOX": JSON.stringify(places) } } });
      },
      "astro:server:setup": ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const { pathname } = new URL(request.url ?? "/", "http://localhost");
          const [, file] = /\/sandbox\/modules\/([\w-]+\.js)$/.exec(pathname) ?? [];
          if (!pathname.endsWith(`/${FRAME_PATH}`) && file === undefined) return next();
          frameOfBuild().then(({ html, policy, modules }) => {
            response.setHeader(
              "Content-Type",
              `text/${file === undefined ? "html" : "javascript"}; charset=utf-8`,
            );
            for (const [name, value] of Object.entries(frameHeaders(policy))) response.setHeader(name, value);
            response.setHeader("Cache-Control", "no-store");
            response.end(file === undefined ? html : modules.get(file));
          }, next);
        });
      },
      "astro:build:done": async ({ dir }) => {
        const { html, modules } = await frameOfBuild();
        const folder = new URL(MODULES_PATH, dir);
        await mkdir(folder, { recursive: true });
        await writeFile(new URL(FRAME_PATH, dir), html);
        for (const [file, code] of modules) await writeFile(new URL(file, folder), code);
      },
    },
  };
}

/** What a host should send with the frame. Without them it still refuses to run outside a sandboxed frame. */
export function frameHeaders(policy: string): Record<string, string> {
  return {
    "Content-Security-Policy": `${policy}; sandbox allow-scripts`,
    // A page that is cross-origin isolated may embed only what says so.
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cache-Control": FOREVER,
  };
}

/** The rules for the files that static hosts read (integrations/headers.ts). */
export async function sandboxHeaders(): Promise<HeaderRule[]> {
  const { policy } = await frameOfBuild();
  return [
    { path: FRAME_PATH, headers: frameHeaders(policy) },
    { path: `${MODULES_PATH}*`, headers: { "Cache-Control": FOREVER } },
  ];
}
