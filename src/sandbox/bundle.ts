/** Builds what the engines load: the guest with the runtime in it, and the worker engine's frame around it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";
import { PACKAGES, type PackageName, type Part, PARTS } from "./parts.ts";

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** The guest as a script for a Node worker thread. */
export function bundleNodeGuest(): Promise<string> {
  return bundle(here("guest/node.ts"), { format: "cjs", platform: "node" });
}

/** What the worker engine is made of, as files of the site. */
export interface SandboxFiles {
  /** The frame: one document that holds the guest and the core of the runtime, and loads nothing. */
  readonly html: string;
  /** The policy under which the document lives. It is in the document; a host that can should also send it as a header. */
  readonly policy: string;
  /** The parts of the runtime that the page brings when a run needs them. */
  readonly parts: readonly Part[];
  /** File name to code, for all modules of the parts that the frame has not. Names change with the contents. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Builds the worker engine's frame and the parts of the runtime. */
export async function bundleFrame(): Promise<SandboxFiles> {
  const entryPoints = Object.fromEntries(ENTRIES.map((name) => [fileNameOf(name), name]));
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: { guest: here("guest/worker.ts"), ...entryPoints },
    format: "esm",
    splitting: true,
    metafile: true,
    outdir: "out",
    entryNames: "[name]-[hash]",
    chunkNames: "[hash]",
    plugins: [onlyTypeScript, runtimeInParts],
  });
  const code = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const made = new Made(metafile);
  const inFrame = made.withImports("guest");
  const frame = await bundle(here("engines/worker/frame.ts"), {
    format: "iife",
    define: { MODULES: JSON.stringify(inFrame.map((file) => [file, code.get(file)])) },
    inject: [],
  });
  const parts = ENTRIES.map((name): Part => {
    const modules = made.withImports(name).filter((file) => !inFrame.includes(file));
    const words = PARTS[name];
    return words === undefined
      ? { package: name as PackageName, words: [name], modules }
      : { package: "beamish", words, modules };
  });
  const modules = new Map(parts.flatMap((part) => part.modules.map((file) => [file, code.get(file)!])));
  return { ...documentOf(frame), parts, modules };
}

/** Modules that esbuild has made, and what they import. */
class Made {
  readonly #outputs: ReadonlyMap<string, Metafile["outputs"][string]>;

  constructor({ outputs }: Metafile) {
    this.#outputs = new Map(Object.entries(outputs).map(([path, output]) => [basename(path), output]));
  }

  /** The module of an entry with all it imports, each after what it imports itself. */
  withImports(entry: string): string[] {
    const found = new Set<string>();
    const visit = (file: string) => {
      if (found.has(file)) return;
      for (const { path, kind } of this.#outputs.get(file)!.imports)
        if (kind === "import-statement") visit(basename(path));
      found.add(file);
    };
    const prefix = `${basename(fileNameOf(entry))}-`;
    visit([...this.#outputs.keys()].find((file) => file.startsWith(prefix))!);
    return [...found];
  }
}

/** What a project in a container needs besides the reader's files: path to contents. */
export type ContainerFiles = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly type: string;
  readonly exports: Readonly<Record<string, string>>;
}

/** Where the guest is in a project. */
const GUEST_FILE = ".beamish/guest.mjs";

/** The guest for a container, and the runtime as a package of JavaScript. Readable, because readers see the files. */
export async function bundleContainer(): Promise<ContainerFiles> {
  const manifest = JSON.parse(await readFile(`${RUNTIME}/package.json`, "utf8")) as Manifest;
  const readable = { ...COMMON, minify: false, format: "esm", platform: "node" } as const;
  const entries = Object.values(manifest.exports).map((path) => `${RUNTIME}/${path}`);
  const [guest, runtime] = await Promise.all([
    bundle(here("guest/container.ts"), { ...readable, external: ["beamish", "beamish/*"], minify: true }),
    build({ ...readable, entryPoints: entries, splitting: true, outdir: RUNTIME, outbase: RUNTIME }),
  ]);
  const inPackage = (path: string) => `node_modules/beamish/${path}`;
  const scripts = runtime.outputFiles.map(({ path, text }) => [inPackage(relative(RUNTIME, path)), text]);
  const { name, version, license, type } = manifest;
  const exports = Object.fromEntries(
    Object.entries(manifest.exports).map(([key, path]) => [key, path.replace(/\.ts$/, ".js")]),
  );
  return {
    [GUEST_FILE]: guest,
    [inPackage("package.json")]: JSON.stringify({ name, version, license, type, exports }, null, 2),
    ...(Object.fromEntries(scripts) as ContainerFiles),
  };
}

/** A document that holds a script, and a policy that allows no other. */
function documentOf(code: string): { html: string; policy: string } {
  // In a string these mean the same; in a document they would end the script.
  const script = code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const hash = createHash("sha256").update(script).digest("base64");
  const policy = [
    "default-src 'none'",
    // blob: are modules; data: stands in for it where blob: workers are refused.
    `script-src 'sha256-${hash}' blob: data:`,
    "worker-src blob: data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="robots" content="noindex">
<title>Sandbox</title>
<body><script>${script}</script></body>
</html>
`;
  return { html, policy };
}

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...COMMON, entryPoints: [entry], ...options });
  return outputFiles![0]!.text;
}

/** Parts of sucrase (and of its source maps) that a sample never needs: they make way for a class that does next to nothing, and the guest shrinks by 17 kB. */
const UNUSED =
  /\/(CJSImport\w+|JestHoistTransformer|JSXTransformer|ReactDisplayNameTransformer|ReactHotLoaderTransformer|FlowTransformer|NumericSeparatorTransformer|OptionalCatchBindingTransformer|OptionalChainingNullishTransformer|HelperManager|formatTokens|flow|plugins\/jsx\/\w+|Options|trace-mapping)$/;

const onlyTypeScript: Plugin = {
  name: "only-typescript",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: UNUSED }, ({ path, importer }) =>
      /sucrase|gen-mapping/.test(importer) ? { path, namespace: "unused", sideEffects: false } : undefined,
    );
    // CommonJS, because it then has whatever name is imported. What is called of these checks options and writes helpers,
    // of which only that for `import x = require("y")` is ever named: it is the global `require`, which says what to do.
    const contents = `module.exports = class {
      static validateOptions() {}
      emitHelpers() { return ""; }
      getHelperName() { return "require"; }
    }; module.exports.HelperManager = module.exports;`;
    onLoad({ filter: /.*/, namespace: "unused" }, () => ({ contents, loader: "js" }));
  },
};

const RUNTIME = here("../beamish");
/** A line of the runtime's index that exports a whole module. */
const MODULE_EXPORT = /^export \* as (\w+) from ".+";$/gm;

/** What can be loaded on demand: parts of `beamish` by their names, and the other packages. */
const ENTRIES = [...Object.keys(PARTS), ...PACKAGES.filter((name) => name !== "beamish")];

/** A colon is more than a character to some file systems. */
const fileNameOf = (entry: string) => entry.replace(":", "/");

/** Divides the runtime's index: what the guest imports as `beamish` is the core, and each part is a module of its own. */
const runtimeInParts: Plugin = {
  name: "runtime-in-parts",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^beamish$/ }, ({ path }) => ({ path, namespace: "runtime" }));
    onResolve({ filter: /^node:net$/ }, () => ({ path: here("guest/net/index.ts") }));
    // Of the package for tests, the guest has what boots a node in the usual order; all of it is a part.
    onResolve({ filter: /^beamish\/testing$/ }, ({ path, kind }) =>
      kind === "entry-point" ? undefined : { path, namespace: "host" },
    );
    onLoad({ filter: /.*/, namespace: "host" }, () => ({
      contents:
        'export { bootInOrder as bootNode } from "./testing/host.ts"; export { VirtualClock } from "./kernel/clock.ts";',
      resolveDir: RUNTIME,
    }));
    onResolve({ filter: /^\w+$/ }, ({ path, kind }) =>
      kind === "entry-point" && path in PARTS ? { path, namespace: "runtime" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "runtime" }, async ({ path }) => {
      const index = await readFile(`${RUNTIME}/index.ts`, "utf8");
      const words = PARTS[path];
      const inParts = Object.values(PARTS).flat();
      const contents =
        words === undefined
          ? index.replace(MODULE_EXPORT, (line, name: string) => (inParts.includes(name) ? "" : line))
          : [...index.matchAll(MODULE_EXPORT)]
              .filter(([, name]) => words.includes(name!))
              .map(([line]) => line)
              .join("\n");
      return { contents, loader: "ts", resolveDir: RUNTIME };
    });
  },
};

const COMMON = {
  bundle: true,
  write: false,
  minify: true,
  mainFields: ["module", "main"],
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
  inject: [here("guest/natives.ts")],
  plugins: [onlyTypeScript],
} satisfies BuildOptions;
