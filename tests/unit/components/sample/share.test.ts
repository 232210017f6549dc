import assert from "node:assert/strict";
import { test } from "node:test";
import { isFiles, readShare, sharedSample, shareHash } from "../../../../components/sample/share.ts";

const sample = "chapters/processes/late-reply";
const files = {
  "main.ts": 'console.log("grüß dich ☕", "\\u{1F9C0}");\n',
  "shop.ts": "export const open = true;\n",
};

test("a link brings back every file, letter for letter", async () => {
  const hash = await shareHash(sample, files);
  assert.deepEqual(await readShare(hash), { kind: "files", sample, files });
});

test("a link is made of letters that survive in a URL", async () => {
  const hash = await shareHash(sample, files);
  assert.match(hash, /^#share=[\w/-]+=[\w-]+$/);
  assert.equal(new URL(`https://example.org/${hash}`).hash, hash);
});

test("what follows the code is for others", async () => {
  const hash = await shareHash(sample, files);
  assert.deepEqual(await readShare(`${hash}&schedule=${sample}=0:1`), { kind: "files", sample, files });
});

test("the sample is known without unpacking the link", async () => {
  assert.equal(sharedSample(await shareHash(sample, files)), sample);
  assert.equal(sharedSample("#a-crash-is-a-message"), undefined);
  assert.equal(await readShare("#a-crash-is-a-message"), undefined);
});

test("a change anywhere in a link is found, and told", async () => {
  const hash = await shareHash(sample, files);
  const start = hash.lastIndexOf("=") + 1;
  for (let at = start; at < hash.length; at++) {
    const other = hash[at] === "A" ? "B" : "A";
    const read = await readShare(hash.slice(0, at) + other + hash.slice(at + 1));
    // The last letter carries bits that mean nothing; there the files must still be right.
    if (read?.kind === "files") assert.deepEqual(read.files, files);
    else assert.equal(read?.kind, "damaged");
  }
});

test("a link that was cut off is damaged, wherever it was cut", async () => {
  const hash = await shareHash(sample, files);
  for (const length of [hash.length - 1, hash.length - 8, sample.length + 20, sample.length + 8]) {
    const read = await readShare(hash.slice(0, length));
    assert.equal(read?.kind, "damaged", `cut at ${length} of ${hash.length}`);
    assert.equal(read.sample, sample);
  }
});

test("a small link cannot unpack into a huge text", async () => {
  const read = await readShare(await shareHash(sample, { "main.ts": "a".repeat(5_000_000) }));
  assert.deepEqual(read, { kind: "damaged", sample, why: "it holds more than 200 kB of code" });
});

test("JSON that is no set of files is not taken for one", () => {
  for (const value of [null, [], {}, "text", 3, { "main.ts": 3 }, ["main.ts"]])
    assert.equal(isFiles(value), false);
  assert.ok(isFiles({ "main.ts": "" }));
});
