/** Makes the runtime's tests run without Node: what they need of it is replaced by something small. */
import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
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
    // Where a seed of the reader's own would come from.
    define: { "process.env": "{}" },
    plugins: [withoutNode],
  });
  return outputFiles[0]!.text;
}

/** What stands in for the modules of Node that tests use besides `node:test` and `node:assert`. */
const STAND_INS: Readonly<Record<string, () => string>> = {
  "node:fs": recordings,
  "node:path": () => 'export const join = (...parts) => new URL(parts.join("/"), "file:").pathname;',
  "node:url": () => "export const fileURLToPath = (url) => new URL(url).pathname;",
};

const withoutNode: Plugin = {
  name: "without-node",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:test$/ }, () => ({ path: here("browser/test.ts") }));
    onResolve({ filter: /^node:assert\/strict$/ }, () => ({ path: here("browser/assert.ts") }));
    onResolve({ filter: /^node:/ }, ({ path }) =>
      path in STAND_INS ? { path, namespace: "without-node" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "without-node" }, ({ path }) => ({ contents: STAND_INS[path]!() }));
    // A test may ask where it is, to read what lies beside it.
    onLoad({ filter: /[\\/]tests[\\/].*\.ts$/ }, ({ path }) => {
      const place = `/${relative(root, path).replaceAll("\\", "/")}`;
      const contents = readFileSync(path, "utf8")
        .replaceAll("import.meta.url", JSON.stringify(`file://${place}`))
        .replaceAll("import.meta.dirname", JSON.stringify(dirname(place)));
      return { contents, loader: "ts" };
    });
  },
};

/** A file system with what tests read in it: the scenarios recorded from OTP, and cases that have failed. Nothing is kept. */
function recordings(): string {
  const patterns = ["conformance/recorded/*/*.{exs,out}", "conformance/*/*.ts", "unit/**/failing/*"];
  const files = globSync(`tests/{${patterns.join(",")}}`, { cwd: root });
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
    export const mkdirSync = () => undefined;
    export const writeFileSync = () => undefined;
  `;
}
