// @ts-check
import mdx from "@astrojs/mdx";
import sitemap from "@astrojs/sitemap";
import { defineConfig } from "astro/config";
import { headers } from "./src/integrations/headers.ts";
import { language, languageHeaders } from "./src/integrations/language.ts";
import { sandbox, sandboxHeaders } from "./src/integrations/sandbox.ts";
import { search } from "./src/integrations/search.ts";
import { stylesheets } from "./src/integrations/stylesheets.ts";
import { classes, theme } from "./src/markdown/theme.ts";

// Where the site will live. Absolute addresses (canonical, feed, sitemap, social images) need the first.
const site = process.env["SITE_URL"] ?? "http://localhost:4321";
const base = process.env["BASE_PATH"] ?? "/";

/** A chapter inside a course repeats the chapter, and slides repeat their transcript: only canonical pages are listed. */
const IS_A_REPEAT = /\/courses\/[^/]+\/[^/]+\/$|\/decks\/[^/]+\/(presenter\/)?$|\/sandbox\//;

// Content from elsewhere (see src/content.config.ts) must not mix with the store that the next build starts from.
const contentDir = process.env["CONTENT_DIR"];

/**
 * What runs before anybody touches a page, a few hundred bytes here and there: as one file it is smaller. Each of these
 * modules must be harmless on a page that has nothing for it to do.
 */
const RUNS_FIRST =
  /components\/(chrome\/theme-switch|reader\/\w+|reader\/reading-progress|sample\/boot|sample\/keys|observer\/watch)\.ts$|src\/site\/(head|progress)\.ts$|preload-helper/;

export default defineConfig({
  ...(contentDir ? { cacheDir: `${contentDir}/.cache` } : {}),
  site,
  base,
  trailingSlash: "always",
  // The content security policy allows no inline scripts and styles.
  build: { inlineStylesheets: "never" },
  markdown: {
    shikiConfig: { theme, transformers: [classes] },
  },
  integrations: [
    mdx(),
    sitemap({ filter: (page) => !IS_A_REPEAT.test(page) }),
    stylesheets(),
    sandbox(),
    language(),
    search(),
    headers(async () => [...(await sandboxHeaders()), ...languageHeaders]),
  ],
  devToolbar: { enabled: false },
  vite: {
    environments: {
      client: {
        build: {
          rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", test: RUNS_FIRST }] } } },
        },
      },
    },
    build: {
      assetsInlineLimit: 0,
      // The largest is what formats TypeScript, fetched when a reader presses Format.
      chunkSizeWarningLimit: 1_000,
      rolldownOptions: {
        onLog(level, log, handler) {
          // Every MDX file has the same harmless directive.
          if (log.code !== "MODULE_LEVEL_DIRECTIVE") handler(level, log);
        },
      },
    },
  },
});
