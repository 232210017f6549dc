/**
 * The language service in the site: its worker, its library, and the types in the site's own code. Made when a build begins and kept between builds, since
 * they change only with the runtime; `astro dev` makes them when they are first asked for.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";
import ts from "typescript";
import { bundleWorker } from "../language/bundle.ts";
import { makeLibrary } from "../language/library.ts";
import { hoversOf, type Hovers } from "../markdown/hovers.ts";
import { urlsUnder } from "../site/urls.ts";
import type { HeaderRule } from "./headers.ts";
import { typeOf } from "./sandbox.ts";

export const LANGUAGE_PATH = "language/";
const WORKER = `${LANGUAGE_PATH}worker.js`;
const LIBRARY = `${LANGUAGE_PATH}library.json`;
const HOVERS = `${LANGUAGE_PATH}hovers/`;

const SOURCES = fileURLToPath(new URL("../", import.meta.url));
const CACHE = new URL("../../.cache/language/", import.meta.url);

/** Path inside the site to contents. */
export type LanguageFiles = Readonly<Record<string, string>>;

/** What the files depend on, in twelve characters. */
export function versionOfLanguage(): string {
  const hash = createHash("sha256").update(ts.version);
  const sources = globSync(["{beamish,language,sandbox/guest/net}/**/*.ts", "beamish/package.json"], {
    cwd: SOURCES,
  });
  for (const file of sources.sort()) hash.update(file).update(readFileSync(SOURCES + file));
  return hash.digest("hex").slice(0, 12);
}

/** The files, made anew or as they were kept. */
export async function languageFiles(version = versionOfLanguage()): Promise<LanguageFiles> {
  const kept = new URL(`${version}.json`, CACHE);
  try {
    return JSON.parse(await readFile(kept, "utf8")) as LanguageFiles;
  } catch {
    // Not made yet.
  }
  const files = { [WORKER]: await bundleWorker(), [LIBRARY]: JSON.stringify(makeLibrary()) };
  await mkdir(CACHE, { recursive: true });
  await writeFile(kept, JSON.stringify(files));
  return files;
}

/** Where samples are: content from elsewhere, if there is any (content.config.ts). */
const CONTENT = process.env["CONTENT_DIR"] ?? fileURLToPath(new URL("../../content/", import.meta.url));

/** The types in the site's own code, made as far as they are not kept from another build. */
export async function hoverFiles(
  version: string,
  { [LIBRARY]: library }: LanguageFiles,
): Promise<LanguageFiles> {
  const place = new URL(`${version}-hovers.json`, CACHE);
  const before = await readFile(place, "utf8").catch(() => "[]");
  const kept = new Map(JSON.parse(before) as [string, Hovers][]);
  const hovers = hoversOf(CONTENT, JSON.parse(library!) as Record<string, string>, kept);
  await writeFile(place, JSON.stringify([...kept]));
  return Object.fromEntries(
    [...hovers].map(([name, found]) => [`${HOVERS}${name}.json`, JSON.stringify(found)]),
  );
}

export function language(): AstroIntegration {
  let made: Promise<LanguageFiles> | undefined;
  const make = async (): Promise<LanguageFiles> => {
    const version = versionOfLanguage();
    const files = await languageFiles(version);
    return { ...files, ...(await hoverFiles(version, files)) };
  };
  const files = (): Promise<LanguageFiles> => (made ??= make());
  return {
    name: "beamish-language",
    hooks: {
      "astro:config:setup": ({ config, updateConfig }) => {
        const { at } = urlsUnder(config.base);
        const version = versionOfLanguage();
        const places = {
          worker: `${at(WORKER)}?v=${version}`,
          library: `${at(LIBRARY)}?v=${version}`,
          hovers: at(HOVERS),
        } satisfies ImportMetaEnv["LANGUAGE"];
        updateConfig({ vite: { define: { "import.meta.env.LANGUAGE": JSON.stringify(places) } } });
      },
      "astro:server:setup": ({ server }) => {
        server.middlewares.use((request, response, next) => {
          const [path] = /language\/[^?]+\.js(on)?/.exec(request.url ?? "") ?? [];
          if (path === undefined || request.url?.includes("/src/")) return next();
          files().then((all) => {
            if (all[path] === undefined) return next();
            response.setHeader("Content-Type", typeOf(path));
            for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
            response.setHeader("Cache-Control", "no-store");
            response.end(all[path]);
          }, next);
        });
      },
      "astro:build:done": async ({ dir }) => {
        await mkdir(new URL(HOVERS, dir), { recursive: true });
        for (const [path, contents] of Object.entries(await files()))
          await writeFile(new URL(path, dir), contents);
      },
    },
  };
}

const HEADERS = {
  // A page that is cross-origin isolated starts only workers that say they are as well.
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cache-Control": "public, max-age=31536000, immutable",
};

/** The rules for the files that static hosts read (integrations/headers.ts). */
export const languageHeaders: readonly HeaderRule[] = [{ path: `${LANGUAGE_PATH}*`, headers: HEADERS }];
