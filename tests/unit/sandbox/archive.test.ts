/** The project to take home: what is in it, and that it runs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { unzipSync } from "fflate";
import { projectArchive } from "../../../src/sandbox/archive.ts";
import { bundleContainer } from "../../../src/sandbox/bundle.ts";

const MAIN = `import { receive, self, send } from "beamish";
import { word } from "./word.ts";
send(self(), word as string);
console.log(await receive());
`;
const RUNTIME = { ".beamish/guest.mjs": "", "node_modules/beamish/index.js": "export {};" };

function unpack(archive: Uint8Array): Record<string, string> {
  const texts = Object.entries(unzipSync(archive)).map(
    ([path, bytes]) => [path.replace("beamish-project/", ""), new TextDecoder().decode(bytes)] as const,
  );
  return Object.fromEntries(texts);
}

test("the project has the files, the runtime, a manifest and a way to start", () => {
  const project = unpack(projectArchive({ "main.ts": "1;\n" }, "main.ts", RUNTIME));
  assert.deepEqual(Object.keys(project).sort(), [
    "README.md",
    "main.ts",
    "package.json",
    "vendor/beamish/index.js",
  ]);
  const manifest = JSON.parse(project["package.json"]!) as Record<string, Record<string, string>>;
  assert.equal(manifest["scripts"]!["start"], "node main.ts");
  assert.equal(manifest["dependencies"]!["beamish"], "file:./vendor/beamish");
  assert.match(project["README.md"]!, /npm start/);
});

test("a manifest of the reader's own is kept", () => {
  const files = { "main.ts": "", "package.json": "{}" };
  assert.equal(unpack(projectArchive(files, "main.ts", RUNTIME))["package.json"], "{}");
});

test("an entry that is not there, and a container without the runtime, are refused", () => {
  assert.throws(() => projectArchive({ "a.ts": "" }, "main.ts", RUNTIME), /one of a\.ts, got "main\.ts"/);
  assert.throws(() => projectArchive({ "main.ts": "" }, "main.ts", {}), /node_modules\/beamish\//);
});

test("unpacked, it installs without a network and prints what the page printed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "beamish-archive-"));
  const files = { "main.ts": MAIN, "word.ts": 'export const word = "hello from home";\n' };
  for (const [path, text] of Object.entries(
    unpack(projectArchive(files, "main.ts", await bundleContainer())),
  )) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const npm = (...words: string[]) =>
    execFileSync("npm", words, { cwd: folder, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
  npm("install", "--offline", "--no-audit", "--no-fund", "--loglevel=error");
  assert.match(npm("start", "--silent"), /^hello from home$/m);
  rmSync(folder, { recursive: true });
});
