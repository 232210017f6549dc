/** The project to take home: what is in it, and that it runs. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import ts from "typescript";
import { makeLibrary } from "../../../src/language/library.ts";
import { optionsFor } from "../../../src/language/options.ts";
import { projectArchive } from "../../../src/sandbox/archive.ts";
import { bundleContainer } from "../../../src/sandbox/bundle.ts";
import { oldestNode } from "../../package/scratch.ts";

const MAIN = `import net from "node:net";
import { receive, self, send } from "beamish";
import { word } from "./word.ts";
net.createServer({ segments: 3 });
send(self(), word as string);
console.log(await receive());
`;
const SOURCES = {
  container: { ".beamish/guest.mjs": "", "node_modules/beamish/index.js": "export {};" },
  library: { "/lib/lib.es2024.d.ts": "", "/node_modules/beamish/index.d.ts": "export {};" },
};
const root = fileURLToPath(new URL("../../..", import.meta.url));

function unpack(archive: Uint8Array): Record<string, string> {
  const texts = Object.entries(unzipSync(archive)).map(
    ([path, bytes]) => [path.replace("beamish-project/", ""), new TextDecoder().decode(bytes)] as const,
  );
  return Object.fromEntries(texts);
}

test("the project has the files, the runtime with its types, a manifest, and a way to start, test and check", () => {
  const project = unpack(projectArchive({ "main.ts": "1;\n" }, "main.ts", SOURCES));
  assert.deepEqual(Object.keys(project).sort(), [
    ".gitignore",
    "README.md",
    "main.ts",
    "package.json",
    "tests/example.test.ts",
    "tsconfig.json",
    "vendor/beamish/index.d.ts",
    "vendor/beamish/index.js",
  ]);
  const manifest = JSON.parse(project["package.json"]!) as Record<string, Record<string, string>>;
  assert.deepEqual(manifest["scripts"], { start: "node main.ts", test: "node --test", check: "tsc" });
  assert.equal(manifest["dependencies"]!["beamish"], "file:./vendor/beamish");
  const ours = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as typeof manifest;
  for (const [name, range] of Object.entries(manifest["devDependencies"]!))
    assert.equal(range, `^${ours["devDependencies"]![name]}`, name);
  assert.match(project["README.md"]!, /npm start/);
});

test("at home TypeScript is as strict as in the page", () => {
  const { "tsconfig.json": text } = unpack(projectArchive({ "main.ts": "" }, "main.ts", SOURCES));
  const { compilerOptions } = JSON.parse(text!) as { compilerOptions: Record<string, unknown> };
  for (const [option, value] of Object.entries(optionsFor(ts)))
    if (typeof value === "boolean") assert.equal(compilerOptions[option], value, option);
});

test("files of the reader's own are kept", () => {
  const files = { "main.ts": "", "package.json": "{}", "tsconfig.json": "[]" };
  const project = unpack(projectArchive(files, "main.ts", SOURCES));
  assert.deepEqual([project["package.json"], project["tsconfig.json"]], ["{}", "[]"]);
});

test("an entry that is not there, and sources without the runtime or its types, are refused", () => {
  const pack = (entry: string, sources: object) =>
    projectArchive({ "main.ts": "" }, entry, { ...SOURCES, ...sources });
  assert.throws(() => pack("a.ts", {}), /one of main\.ts, got "a\.ts"/);
  assert.throws(() => pack("main.ts", { container: {} }), /runtime at node_modules\/beamish\//);
  assert.throws(() => pack("main.ts", { library: {} }), /types at \/node_modules\/beamish\//);
});

test("unpacked, it installs without a network, runs, is tested, and has sound types", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "beamish-archive-"));
  const run = (command: string, ...words: string[]) =>
    execFileSync(command, words, {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined },
    });
  const files = { "main.ts": MAIN, "word.ts": 'export const word = "hello from home";\n' };
  const sources = { container: await bundleContainer(), library: makeLibrary() };
  for (const [path, text] of Object.entries(unpack(projectArchive(files, "main.ts", sources)))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  try {
    run("npm", "install", "--offline", "--omit=dev", "--no-audit", "--no-fund", "--loglevel=error");
    assert.match(run("npm", "start", "--silent"), /^hello from home$/m);
    assert.match(run("npm", "test", "--silent"), /pass 1\b/);
    const oldest = await oldestNode();
    if (oldest === undefined) t.diagnostic("Node 22 cannot be installed here: nothing was run on it.");
    else assert.match(run(oldest, "--no-warnings", "main.ts"), /^hello from home$/m);

    // What `npm install` would have downloaded.
    for (const name of ["typescript", "@types", "undici-types"])
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
    const check = () => run(process.execPath, "node_modules/typescript/bin/tsc");
    assert.equal(check(), "");
    writeFileSync(
      join(folder, "wrong.ts"),
      'import { self } from "beamish";\nexport const me: string = self();\n',
    );
    assert.throws(check, ({ stdout }) => /wrong\.ts.*Type 'Pid' is not assignable/.test(stdout));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
