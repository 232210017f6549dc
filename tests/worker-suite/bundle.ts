/** Makes the runtime's tests run without Node: what they need of it is replaced by something small. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build, type Plugin } from "esbuild";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Test files that need Node, and why. */
const NEEDS_NODE: Readonly<Record<string, string>> = {
  "tests/unit/patterns/tcp-server.test.ts": "it listens on a port of the machine",
};

/** A test of the runtime imports it, and nothing else of the project. */
function isOfRuntime(file: string): boolean {
  const text = readFileSync(join(root, file), "utf8");
  const imported = [...text.matchAll(/ from "([^"]+)"/g)].map((match) => match[1]!);
  const ofProject = imported.filter((name) => /^(\.\.\/)+(src|components)\//.test(name));
  const usesRuntime = imported.some((name) => /^(beamish|(\.\.\/)+src\/beamish)(\/|$)/.test(name));
  return usesRuntime && ofProject.every((name) => /^(\.\.\/)+src\/beamish\//.test(name));
}

/** The test files of the runtime: unit tests, and every scenario recorded from OTP. */
export function runtimeTests(): string[] {
  const unit = globSync("tests/unit/**/*.test.ts", { cwd: root }).filter(isOfRuntime);
  const conformance = globSync("tests/conformance/*.test.ts", { cwd: root });
  return [...unit, ...conformance]
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => !(file in NEEDS_NODE))
    .sort();
}

/** The kernel's own: processes, signals, mailboxes, timers. */
export const kernelTests = (): string[] =>
  runtimeTests().filter((file) => /unit\/(kernel|node)\/|conformance\/(process|receive)\.test/.test(file));

/**
 * Bundles test files and the runtime into one script.
 *
 * @returns a module that, once loaded, runs all tests, passes each outcome to the global `reportOutcome`, and `undefined` at the end
 */
export async function bundleTests(files: readonly string[]): Promise<string> {
  const imports = files.map((file) => `import ${JSON.stringify(join(root, file))};`);
  const { outputFiles } = await build({
    stdin: {
      contents: `${imports.join("\n")}
        import { runAll } from ${JSON.stringify(here("browser/test.ts"))};
        const report = globalThis.reportOutcome;
        void runAll(report).then(() => report(undefined));`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    keepNames: true,
    logLevel: "silent",
    define: {
      // One file of those bundled asks where it is: it reads recordings beside it.
      "import.meta.url": JSON.stringify(pathToFileURL("/tests/conformance/support/area.ts").href),
      // Where a seed of the reader's own would come from.
      "process.env": "{}",
    },
    plugins: [withoutNode],
  });
  return outputFiles[0]!.text;
}

const withoutNode: Plugin = {
  name: "without-node",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:test$/ }, () => ({ path: here("browser/test.ts") }));
    onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: here("browser/assert.ts") }));
    onResolve({ filter: /^node:(fs|url)$/ }, ({ path }) => ({ path, namespace: "without-node" }));
    onLoad({ filter: /^node:url$/, namespace: "without-node" }, () => ({
      contents: "export const fileURLToPath = (url) => new URL(url).pathname;",
    }));
    onLoad({ filter: /^node:fs$/, namespace: "without-node" }, () => ({ contents: recordings() }));
  },
};

/** A file system that has the recorded scenarios in it, and can be looked at in the three ways that the tests look. */
function recordings(): string {
  const files = globSync("tests/conformance/{recorded/*/*.{exs,out},*/*.ts}", { cwd: root });
  const texts = files.map((file) => {
    const path = `/${file.replaceAll("\\", "/")}`;
    return [path, file.endsWith(".ts") ? "" : readFileSync(join(root, file), "utf8")];
  });
  const folders = Object.groupBy(
    texts.map(([path]) => path!),
    (path) => dirname(path),
  );
  return `
    const files = ${JSON.stringify(Object.fromEntries(texts))};
    const folders = ${JSON.stringify(folders)};
    export const existsSync = (path) => path in files || path in folders;
    export const readdirSync = (folder) => folders[folder].map((path) => path.slice(folder.length + 1));
    export const readFileSync = (path) => files[path];
  `;
}
