/** The built site as a web of files: every address that a page names is there, and pages keep their promises. */
import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { containerPolicyForMeta, policyForMeta } from "../../src/site/csp.ts";
import { headScript, headStyle } from "../../src/site/head.ts";

const dist = process.env["DIST"] ?? join(import.meta.dirname, "../../dist");
const base = `/${process.env["BASE_PATH"] ?? ""}/`.replace(/\/{2,}/g, "/");

interface Page {
  /** Its address, under the base path. */
  readonly path: string;
  readonly html: string;
  readonly ids: ReadonlySet<string>;
}

const pages: readonly Page[] = globSync("**/*.html", { cwd: dist })
  .map((file) => file.replaceAll("\\", "/"))
  // The sandbox's frame is no page.
  .filter((file) => !file.startsWith("sandbox/"))
  .map((file) => {
    const html = readFileSync(join(dist, file), "utf8");
    return {
      path: base + file.replace(/(^|\/)index\.html$/, "$1"),
      html,
      ids: new Set([...html.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? "")),
    };
  });
const byPath = new Map(pages.map((page) => [page.path, page]));
const read = (file: string): string => readFileSync(join(dist, file), "utf8");
const unescaped = (text: string): string =>
  text.replaceAll("&#38;", "&").replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'");

/** Addresses of scripts and styles that code loads by itself are not in the HTML; all others are. */
function addresses({ html }: Page): string[] {
  return [...html.matchAll(/\s(?:href|src|poster)="([^"]*)"/g)].map((match) => unescaped(match[1] ?? ""));
}

/** Why an address that a page names leads nowhere; undefined when it leads somewhere. */
function fault(address: string, from: Page): string | undefined {
  if (/^(https?:|mailto:|data:)/.test(address)) return undefined;
  const url = new URL(address, `http://site${from.path}`);
  const fix = "Correct the link, or bring the page back.";
  if (!url.pathname.startsWith(base))
    return `${from.path}: expected addresses under ${base}, got "${address}". Build it with src/site/urls.ts.`;
  const file = decodeURIComponent(url.pathname.slice(base.length));
  const target = byPath.get(url.pathname);
  if (!target) {
    const there = existsSync(join(dist, file)) && statSync(join(dist, file)).isFile();
    if (there) return undefined;
    const slash = byPath.has(`${url.pathname}/`)
      ? ` There is a page at "${url.pathname}/": add the slash.`
      : "";
    return `${from.path}: expected a page or file at "${address}", got nothing.${slash || ` ${fix}`}`;
  }
  const fragment = decodeURIComponent(url.hash.slice(1));
  // Slides and shared code have fragments that scripts understand.
  if (fragment === "" || /[/=]/.test(fragment) || target.ids.has(fragment)) return undefined;
  return `${from.path}: expected an element with id "${fragment}" in ${url.pathname}, got none (link "${address}"). ${fix}`;
}

describe("the built site", () => {
  it("has pages", () => {
    assert.ok(pages.length > 20, `only ${pages.length} pages in ${dist}`);
    for (const path of ["", "courses/", "chapters/", "decks/", "docs/", "404.html"])
      assert.ok(byPath.has(base + path), `no page at ${base}${path}`);
  });

  it("has no dead internal link", () => {
    const dead = pages.flatMap((page) => addresses(page).flatMap((address) => fault(address, page) ?? []));
    assert.deepEqual([...new Set(dead)], []);
  });

  it("names only canonical pages in the sitemap, and all of them exist", () => {
    const index = read("sitemap-index.xml");
    const maps = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map((match) => new URL(match[1] ?? "").pathname);
    const listed = maps.flatMap((map) =>
      [...read(map.slice(base.length)).matchAll(/<loc>([^<]+)<\/loc>/g)].map(
        (match) => new URL(match[1] ?? "").pathname,
      ),
    );
    assert.ok(listed.length > 15);
    for (const path of listed) {
      const page = byPath.get(path);
      assert.ok(page, `the sitemap names ${path}, which is not there`);
      const canonical = /<link rel="canonical" href="([^"]+)"/.exec(page.html)?.[1] ?? "";
      assert.equal(new URL(canonical).pathname, path, "a page in the sitemap is its own canonical page");
      assert.doesNotMatch(page.html, /<meta name="robots" content="noindex/);
    }
  });

  it("has a canonical page for every page", () => {
    for (const { path, html } of pages) {
      const canonical = /<link rel="canonical" href="([^"]+)"/.exec(html)?.[1];
      assert.ok(canonical, `${path} has no canonical address`);
      assert.ok(byPath.has(new URL(canonical).pathname), `${path} names ${canonical}, which is not there`);
    }
  });

  it("has a feed whose links lead somewhere", () => {
    const links = [...read("feed.xml").matchAll(/<link>([^<]+)<\/link>/g)].map(
      (match) => new URL(match[1] ?? "").pathname,
    );
    assert.ok(links.length >= 4, "the site, two chapters and a deck");
    for (const link of links) assert.ok(byPath.has(link), `the feed names ${link}, which is not there`);
  });

  it("has a picture of 1200 by 630 for every page that is shared", () => {
    const pictures = pages.map(({ path, html }) => {
      const address = /<meta property="og:image" content="([^"]+)"/.exec(html)?.[1];
      assert.ok(address, `${path} has no picture`);
      return new URL(address).pathname.slice(base.length);
    });
    for (const picture of new Set(pictures)) {
      const bytes = readFileSync(join(dist, picture));
      assert.equal(bytes.toString("latin1", 1, 4), "PNG", picture);
      assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 630], picture);
    }
  });
});

describe("every page", () => {
  for (const { path, html } of pages)
    it(`${path} keeps to the frame`, () => {
      assert.match(html, /<html lang="en"/);
      assert.equal((html.match(/<h1[\s>]/g) ?? []).length, 1, "one h1");
      assert.match(html, /<main[^>]* id="main"/, "the skip link leads to #main");
      const title = /<title>([^<]+)<\/title>/.exec(html)?.[1] ?? "";
      assert.ok(title.length > 5 && title.length < 100, `title: ${title}`);
      const description = unescaped(/<meta name="description" content="([^"]+)"/.exec(html)?.[1] ?? "");
      assert.ok(description.length >= 30 && description.length <= 200, `description: ${description}`);
    });

  for (const { path, html } of pages)
    it(`${path} obeys its own content security policy`, () => {
      const meta = /<meta http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
      assert.equal(unescaped(meta), path === "/lab/" ? containerPolicyForMeta : policyForMeta);
      const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)([^>]*)>([^<]*)/g)];
      for (const [, attributes = "", text = ""] of scripts)
        assert.ok(
          /type="application\/(ld\+)?json"/.test(attributes) || text === headScript,
          `inline script: ${text.slice(0, 80)}`,
        );
      for (const [, text = ""] of html.matchAll(/<style[^>]*>([^<]*)/g)) assert.equal(text, headStyle);
      assert.doesNotMatch(html, /<[a-z][^>]*\sstyle="/, "a style attribute");
      assert.doesNotMatch(html, /<[a-z][^>]*\son[a-z]+="/, "an event handler attribute");
    });
});

describe("schema.org data in the pages", () => {
  it("is there for every course and chapter, and can be read", () => {
    for (const { path, html } of pages) {
      const found = [...html.matchAll(/<script type="application\/ld\+json">([^<]+)/g)].map(
        (match) => (JSON.parse(match[1] ?? "") as { "@type": string })["@type"],
      );
      const inside = path.slice(base.length);
      if (/^courses\/[^/]+\/$/.test(inside)) assert.deepEqual(found, ["Course"], path);
      if (/^chapters\/[^/]+\/$/.test(inside)) assert.deepEqual(found, ["LearningResource"], path);
      if (inside === "courses/") assert.deepEqual(found, ["ItemList"], path);
    }
  });
});
