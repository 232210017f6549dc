/** The static server treats a build as a good host does. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { request, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { expectFree, parseHeaders, readPort, serve } from "../../../src/commands/serve.ts";

const folder = mkdtempSync(join(tmpdir(), "beamish-serve-"));
mkdirSync(join(folder, "site/docs"), { recursive: true });
const dist = join(folder, "site");
writeFileSync(join(folder, "secret.txt"), "outside");
writeFileSync(join(dist, "index.html"), "home");
writeFileSync(join(dist, "404.html"), "not here");
writeFileSync(join(dist, "docs/index.html"), "docs");
writeFileSync(join(dist, "_headers"), "/otp/docs/*\n  X-Kind: page\n\n# a remark\n/otp/\n  X-Kind: home\n");

const site = await serve(dist, { base: "/otp/" });
after(() => site.close());
/** A request as it is written: fetch would tidy the path up and unpack the answer. */
function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const { hostname, port } = new URL(site.url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, resolve).on("error", reject).end();
  });
}
const get = (path: string) => fetch(new URL(path, site.url), { redirect: "manual" });

test("a folder answers with its index.html, and without the slash it leads there", async () => {
  assert.equal(await (await get("docs/")).text(), "docs");
  const redirect = await get("docs");
  assert.equal(redirect.status, 301);
  assert.equal(redirect.headers.get("location"), "/otp/docs/");
});

test("an unknown page is 404.html with status 404", async () => {
  const response = await get("nothing/");
  assert.equal(response.status, 404);
  assert.equal(await response.text(), "not here");
});

test("the _headers file is applied by path", async () => {
  assert.equal((await get("docs/")).headers.get("x-kind"), "page");
  assert.equal((await get("")).headers.get("x-kind"), "home");
  assert.equal(parseHeaders("/a/*\n  B: c:d\n")[0]?.headers[0]?.[1], "c:d");
});

test("text is compressed for those who accept it", async () => {
  const accepted = await ask("/otp/docs/", { "accept-encoding": "gzip, br" });
  assert.equal(accepted.headers["content-encoding"], "br");
  assert.equal((await ask("/otp/docs/")).headers["content-encoding"], undefined);
});

test("no path leads out of the folder", async () => {
  const { statusCode } = await ask("/otp/%2e%2e/secret.txt");
  assert.equal(statusCode, 404);
});

test("a folder that holds no site is refused with what to do", async () => {
  await assert.rejects(
    serve(join(dist, "docs/none")),
    /found no index\.html there\. Run `npm run build` first\./,
  );
});

test("a port that is in use is refused with what to do, or passed over when any will do", async () => {
  const port = Number(new URL(site.url).port);
  const message = `Port ${port} is in use by another program. Stop that program or choose another port.`;
  await assert.rejects(serve(dist, { port }), { message });
  await assert.rejects(expectFree(port), { message });
  await expectFree(0);
  const other = await serve(dist, { port, orNextFree: true });
  assert.ok(Number(new URL(other.url).port) > port);
  await other.close();
});

test("a port is a whole number that a port can be", () => {
  assert.equal(readPort("4321"), 4321);
  for (const wrong of ["", "web", "80.5", "-1", "65536"])
    assert.throws(() => readPort(wrong), { message: /^Expected a port between 0 and 65535 in PORT, got "/ });
});
