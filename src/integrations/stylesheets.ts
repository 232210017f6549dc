/**
 * One stylesheet a page. The build splits CSS by component, and a chapter would ask for eight small files before it can
 * be shown. Joined, they are one request and a fifth smaller. Pages of one kind share the same file.
 */
import { createHash } from "node:crypto";
import { glob, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

const LINK = /<link rel="stylesheet" href="([^"]+\.css)">/g;

/**
 * Replace the stylesheets of a page by one.
 * @param join makes one stylesheet of several addresses, and returns its address
 * @returns the page; unchanged when it has fewer than two stylesheets
 */
export function withOneStylesheet(html: string, join: (hrefs: readonly string[]) => string): string {
  const hrefs = [...html.matchAll(LINK)].map((match) => match[1] ?? "");
  if (hrefs.length < 2) return html;
  const joined = `<link rel="stylesheet" href="${join(hrefs)}">`;
  let first = true;
  return html.replace(LINK, () => {
    const link = first ? joined : "";
    first = false;
    return link;
  });
}

export function stylesheets(): AstroIntegration {
  let base = "/";
  return {
    name: "beamish-stylesheets",
    hooks: {
      "astro:config:done": ({ config }) => {
        base = `/${config.base}/`.replace(/\/{2,}/g, "/");
      },
      "astro:build:done": async ({ dir, logger }) => {
        const folder = fileURLToPath(dir);
        const texts = new Map<string, string>();
        const made = new Map<string, { readonly href: string; readonly css: string }>();
        for await (const page of glob("**/*.html", { cwd: folder })) {
          const file = join(folder, page);
          const html = await readFile(file, "utf8");
          for (const [, href = ""] of html.matchAll(LINK))
            if (!texts.has(href))
              texts.set(href, await readFile(join(folder, href.slice(base.length)), "utf8"));
          const joined = withOneStylesheet(html, (hrefs) => {
            const key = hrefs.join("\n");
            const css = hrefs.map((href) => texts.get(href) ?? "").join("");
            const name = createHash("sha256").update(css).digest("hex").slice(0, 8);
            const sheet = made.get(key) ?? { href: `${base}_astro/page.${name}.css`, css };
            made.set(key, sheet);
            return sheet.href;
          });
          if (joined !== html) await writeFile(file, joined);
        }
        for (const { href, css } of made.values())
          await writeFile(join(folder, href.slice(base.length)), css);
        logger.info(`${texts.size} stylesheets joined into ${made.size}`);
      },
    },
  };
}
