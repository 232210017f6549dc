/**
 * Headers for static hosts: `_headers` (Netlify, Cloudflare Pages and others) and `vercel.json`, both written into the
 * build. Hosts that read neither still have the policy in the `<meta>` element of each page.
 *
 * Rules that match the same address add up on most hosts, and two content security policies are both enforced. So the
 * pages' policy is given section by section, and never covers the sandbox, which has one of its own.
 */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import { containerPolicyForHeader, ISOLATED, policyForHeader } from "../site/csp.ts";

export interface HeaderRule {
  /** A path inside the site; `*` at its end stands for any rest. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const EVERYWHERE = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};
const PAGE = {
  "Content-Security-Policy": policyForHeader,
  "Cross-Origin-Opener-Policy": "same-origin",
};
/** Pages that offer a WebContainer, by their section. */
const ISOLATED_SECTION = "lab";
const ISOLATED_PAGE = { "Content-Security-Policy": containerPolicyForHeader, ...ISOLATED };
/** An isolated page may start only workers that are isolated too. */
const WORKERS = { "Cross-Origin-Embedder-Policy": ISOLATED["Cross-Origin-Embedder-Policy"] };
const FOREVER = { "Cache-Control": "public, max-age=31536000, immutable" };

/** The rules for a site with these pages. `sections` are the top-level folders that hold pages. */
export function headerRules(sections: readonly string[], extra: readonly HeaderRule[] = []): HeaderRule[] {
  return [
    { path: "*", headers: EVERYWHERE },
    { path: "", headers: PAGE },
    { path: "404.html", headers: PAGE },
    ...sections.map((section) => ({
      path: `${section}/*`,
      headers: section === ISOLATED_SECTION ? ISOLATED_PAGE : PAGE,
    })),
    { path: "_astro/*", headers: { ...FOREVER, ...WORKERS } },
    { path: "fonts/*", headers: FOREVER },
    ...extra,
  ];
}

/** The `_headers` file. */
export function headersFile(rules: readonly HeaderRule[], base: string): string {
  const blocks = rules.map(({ path, headers }) =>
    [`${base}${path}`, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`)].join("\n"),
  );
  return `${blocks.join("\n\n")}\n`;
}

/** The same rules for Vercel. */
export function vercelFile(rules: readonly HeaderRule[], base: string): string {
  const headers = rules.map(({ path, headers: wanted }) => ({
    source: `${base}${path.replace(/\*$/, "(.*)")}`,
    headers: Object.entries(wanted).map(([key, value]) => ({ key, value })),
  }));
  return `${JSON.stringify({ trailingSlash: true, headers }, null, 2)}\n`;
}

/** Folders of a build that hold no pages of ours. */
const NOT_PAGES = new Set(["_astro", "fonts", "language", "pagefind", "sandbox", "social"]);

/**
 * Writes the files when the build is done.
 * @param extra asks for the rules of other parts of the site, such as the sandbox's frame
 */
export function headers(extra: () => Promise<readonly HeaderRule[]>): AstroIntegration {
  let base = "/";
  return {
    name: "beamish-headers",
    hooks: {
      "astro:config:done": ({ config }) => {
        base = `/${config.base}/`.replace(/\/{2,}/g, "/");
      },
      "astro:server:setup": ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const isWorker = request.headers["sec-fetch-dest"] === "worker";
          const isLab = request.url?.startsWith(`${base}${ISOLATED_SECTION}/`) === true;
          for (const [name, value] of Object.entries(isLab ? ISOLATED : isWorker ? WORKERS : {}))
            response.setHeader(name, value);
          next();
        });
      },
      "astro:build:done": async ({ dir }) => {
        const folder = fileURLToPath(dir);
        const entries = await readdir(folder, { withFileTypes: true });
        const sections = entries.filter((entry) => entry.isDirectory() && !NOT_PAGES.has(entry.name));
        const rules = headerRules(sections.map(({ name }) => name).sort(), await extra());
        await writeFile(join(folder, "_headers"), headersFile(rules, base));
        await writeFile(join(folder, "vercel.json"), vercelFile(rules, base));
      },
    },
  };
}
