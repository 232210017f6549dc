import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { parseHeaders } from "../../../src/commands/serve.ts";
import { headerRules, headersFile, vercelFile } from "../../../src/integrations/headers.ts";
import { sandboxFileHeaders } from "../../../src/integrations/sandbox.ts";
import { withOneStylesheet } from "../../../src/integrations/stylesheets.ts";
import { containerPolicyForHeader, ISOLATED, policyForHeader, policyForMeta } from "../../../src/site/csp.ts";
import { headScript, headStyle } from "../../../src/site/head.ts";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
/** The rules that cover a path, as a host reads them from the file. */
function headersFor(path: string, file: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { pattern, headers } of parseHeaders(file))
    if (pattern.test(path)) for (const [name, value] of headers) found.set(name.toLowerCase(), value);
  return found;
}

describe("the content security policy", () => {
  it("allows the two inline elements by their hashes, and nothing else inline", () => {
    assert.ok(policyForMeta.includes(hash(headScript)));
    assert.ok(policyForMeta.includes(hash(headStyle)));
    assert.doesNotMatch(policyForHeader, /unsafe-inline|unsafe-eval(?<!wasm-unsafe-eval)/);
    assert.match(policyForHeader, /^default-src 'self'; /);
    assert.match(policyForHeader, /object-src 'none'; base-uri 'none'/);
  });

  it("keeps out of the meta element what only works in a header", () => {
    assert.doesNotMatch(policyForMeta, /frame-ancestors/);
    assert.match(policyForHeader, /frame-ancestors 'self'$/);
  });
});

describe("the policy of the lab", () => {
  it("restricts scripts as much as that of every page, and lets the container's runtime load", () => {
    const scripts = (policy: string) => /script-src [^;]+/.exec(policy)?.[0];
    assert.equal(scripts(containerPolicyForHeader), scripts(policyForHeader));
    for (const directive of ["frame-src", "connect-src"])
      assert.match(containerPolicyForHeader, new RegExp(`${directive} 'self' https://stackblitz\\.com `));
    assert.doesNotMatch(policyForHeader, /stackblitz/);
  });
});

describe("the headers of the sandbox", () => {
  it("isolate only the frame that isolated pages have: in the other, WebKit would refuse blob: workers", () => {
    const plain = sandboxFileHeaders("sandbox/frame.html", "default-src 'none'");
    const isolated = sandboxFileHeaders("sandbox/isolated.html", "default-src 'none'");
    for (const headers of [plain, isolated])
      assert.equal(headers["Content-Security-Policy"], "default-src 'none'; sandbox allow-scripts");
    assert.equal(plain["Cross-Origin-Embedder-Policy"], undefined);
    assert.equal(isolated["Cross-Origin-Embedder-Policy"], "require-corp");
    assert.equal(isolated["Cross-Origin-Resource-Policy"], "cross-origin");
    assert.deepEqual(Object.keys(sandboxFileHeaders("sandbox/container.json", "")), ["Cache-Control"]);
  });
});

describe("headers for static hosts", () => {
  const frame = {
    path: "sandbox/frame.html",
    headers: { "Content-Security-Policy": "sandbox allow-scripts" },
  };
  const rules = headerRules(["chapters", "courses"], [frame]);

  it("give each page the policy, and the sandbox only its own", () => {
    const file = headersFile(rules, "/");
    for (const page of [
      "/",
      "/courses/",
      "/courses/behaviours/processes/",
      "/chapters/processes/",
      "/404.html",
    ])
      assert.equal(headersFor(page, file).get("content-security-policy"), policyForHeader, page);
    assert.equal(
      headersFor("/sandbox/frame.html", file).get("content-security-policy"),
      "sandbox allow-scripts",
    );
    assert.equal(headersFor("/sandbox/frame.html", file).get("x-content-type-options"), "nosniff");
  });

  it("isolate the lab and nothing else, and let it start workers", () => {
    const file = headersFile(headerRules(["chapters", "lab"]), "/");
    const lab = headersFor("/lab/", file);
    for (const [name, value] of Object.entries(ISOLATED)) assert.equal(lab.get(name.toLowerCase()), value);
    assert.equal(lab.get("content-security-policy"), containerPolicyForHeader);
    assert.equal(headersFor("/chapters/processes/", file).has("cross-origin-embedder-policy"), false);
    assert.equal(headersFor("/_astro/worker.js", file).get("cross-origin-embedder-policy"), "require-corp");
  });

  it("let files with a hash in their name be kept for ever", () => {
    assert.match(
      headersFor("/_astro/page.1234.css", headersFile(rules, "/")).get("cache-control") ?? "",
      /immutable/,
    );
  });

  it("move under the base path", () => {
    const file = headersFile(rules, "/otp/");
    assert.equal(headersFor("/otp/courses/", file).get("content-security-policy"), policyForHeader);
    assert.equal(headersFor("/courses/", file).size, 0);
  });

  it("say the same to Vercel", () => {
    const { headers } = JSON.parse(vercelFile(rules, "/otp/")) as {
      headers: { source: string; headers: { key: string; value: string }[] }[];
    };
    const courses = headers.find(({ source }) => source === "/otp/courses/(.*)");
    assert.deepEqual(courses?.headers[0], { key: "Content-Security-Policy", value: policyForHeader });
  });
});

describe("one stylesheet a page", () => {
  it("takes the place of several, in their order", () => {
    const html =
      '<head><link rel="stylesheet" href="/a.css"><title>x</title><link rel="stylesheet" href="/b.css"></head>';
    let asked: readonly string[] = [];
    const joined = withOneStylesheet(html, (hrefs) => {
      asked = hrefs;
      return "/ab.css";
    });
    assert.deepEqual(asked, ["/a.css", "/b.css"]);
    assert.equal(joined, '<head><link rel="stylesheet" href="/ab.css"><title>x</title></head>');
  });

  it("leaves a page with one alone", () => {
    const html = '<link rel="stylesheet" href="/a.css">';
    assert.equal(
      withOneStylesheet(html, () => assert.fail("there is nothing to join")),
      html,
    );
  });
});
