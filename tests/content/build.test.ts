/** Bad content stops a real build, and the message names the file. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";

const cache = join(import.meta.dirname, "../../.cache");
let content: string;

before(async () => {
  await mkdir(cache, { recursive: true });
  // Inside the project, because MDX is only read there.
  content = await mkdtemp(join(cache, "bad-content-"));
  await cp(join(import.meta.dirname, "../../content"), content, { recursive: true });
});
after(() => rm(content, { recursive: true, force: true }));

/** Run a command of Astro's on the changed copy of the content. */
function astro(
  ...args: readonly string[]
): Promise<{ readonly code: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn("astro", args, {
      cwd: join(import.meta.dirname, "../.."),
      env: {
        ...process.env,
        CONTENT_DIR: content,
        ASTRO_TELEMETRY_DISABLED: "1",
        NO_COLOR: "1",
        FORCE_COLOR: "0",
      },
    });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code, output });
    });
  });
}

/** Change one file for as long as `work` takes. */
async function changed(
  file: string,
  change: (text: string) => string,
  work: () => Promise<void>,
): Promise<void> {
  const path = join(content, file);
  const good = await readFile(path, "utf8");
  await writeFile(path, change(good));
  try {
    await work();
  } finally {
    await writeFile(path, good);
  }
}

describe("a build with bad content", () => {
  it("fails on a wrong field and names file, field and remedy", async () => {
    await changed(
      "chapters/processes/index.mdx",
      (text) => text.replace(/^minutes: .*$/m, "minutes: half an hour"),
      async () => {
        const { code, output } = await astro("sync");
        assert.notEqual(code, 0, output);
        assert.match(
          output,
          /minutes: expected the minutes it takes to read and run \(a whole number from 1 to 120\), got "half an hour"\. Change it\./,
        );
        assert.match(output, /chapters\/processes\/index\.mdx/);
      },
    );
  });

  it("fails on an unknown chapter in a syllabus and names course, part and remedy", async () => {
    await changed(
      "courses/thinking-concurrently.mdx",
      (text) => text.replace(/- chapter: processes$/m, "- chapter: procesess"),
      async () => {
        const out = join(content, "dist");
        const { code, output } = await astro("build", "--outDir", out);
        assert.notEqual(code, 0, output);
        assert.match(
          output,
          /courses\/thinking-concurrently\.mdx: syllabus, part ".+": expected the id of a chapter that exists, got "procesess"/,
        );
        assert.match(output, /did you mean "processes"\?/);
      },
    );
  });

  it("fails on two files with one id and names both", async () => {
    const second = join(content, "courses/again");
    await mkdir(second);
    await cp(join(content, "courses/certification.mdx"), join(second, "certification.mdx"));
    const { code, output } = await astro("sync");
    await rm(second, { recursive: true });
    assert.notEqual(code, 0, output);
    assert.match(
      output,
      /expected an id of its own, but content\/courses\/.*certification\.mdx already has "certification"/,
    );
  });
});
