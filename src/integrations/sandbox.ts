/**
 * The worker engine's frame in the site: bundled, served by `astro dev`, written by `astro build`, and its address made
 * known to the page as `import.meta.env.SANDBOX_FRAME`.
 */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import type { AstroIntegration } from "astro";
import { bundleFrame, type FrameFile } from "../sandbox/bundle.ts";
import { urlsUnder } from "../site/urls.ts";
import type { HeaderRule } from "./headers.ts";

/** Where the frame is, inside the site. */
export const FRAME_PATH = "sandbox/frame.html";

// One build, one frame: the document and the header with its hash must not come from two readings of the sources.
let built: Promise<FrameFile> | undefined;
const frameOfBuild = (): Promise<FrameFile> => (built ??= bundleFrame());

export function sandbox(): AstroIntegration {
  return {
    name: "beamish-sandbox",
    hooks: {
      "astro:config:setup": async ({ config, updateConfig }) => {
        const { html } = await frameOfBuild();
        // Named by its contents, so that caches may keep it for ever.
        const version = createHash("sha256").update(html).digest("hex").slice(0, 12);
        const address = `${urlsUnder(config.base).at(FRAME_PATH)}?v=${version}`;
        updateConfig({ vite: { define: { "import.meta.env.SANDBOX_FRAME": JSON.stringify(address) } } });
      },
      "astro:server:setup": ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const { pathname } = new URL(request.url ?? "/", "http://localhost");
          if (!pathname.endsWith(`/${FRAME_PATH}`)) return next();
          // Built again for each page, so that a change of the runtime is there after a reload.
          bundleFrame().then((frame) => {
            response.setHeader("Content-Type", "text/html; charset=utf-8");
            for (const [name, value] of Object.entries(frameHeaders(frame.policy)))
              response.setHeader(name, value);
            response.setHeader("Cache-Control", "no-store");
            response.end(frame.html);
          }, next);
        });
      },
      "astro:build:done": async ({ dir }) => {
        const file = new URL(FRAME_PATH, dir);
        await mkdir(new URL(".", file), { recursive: true });
        await writeFile(file, (await frameOfBuild()).html);
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
    "Cache-Control": "public, max-age=31536000, immutable",
  };
}

/** The rules for the files that static hosts read (integrations/headers.ts). */
export async function sandboxHeaders(): Promise<HeaderRule[]> {
  const { policy } = await frameOfBuild();
  return [{ path: FRAME_PATH, headers: frameHeaders(policy) }];
}
