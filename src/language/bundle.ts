/** Builds the worker that knows TypeScript. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import { trim } from "./trim.ts";

const TYPESCRIPT = fileURLToPath(import.meta.resolve("typescript"));

/** The worker's script. */
export function bundleWorker(): Promise<string> {
  return bundle(new URL("worker.ts", import.meta.url), "iife");
}

/** The trimmed compiler by itself, as a module. */
export function bundleTypeScript(): Promise<string> {
  return bundle(new URL("typescript.ts", import.meta.url), "esm");
}

async function bundle(entry: URL, format: "iife" | "esm"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    minify: true,
    format,
    target: "es2022",
    charset: "utf8",
    // Asked for behind a question whether this is Node, which in a page it is not.
    external: ["fs", "path", "os", "inspector", "perf_hooks", "crypto", "source-map-support"],
    banner: { js: NOTICE },
    legalComments: "none",
    logLevel: "silent",
    plugins: [trimmed],
  });
  return outputFiles[0]!.text;
}

const NOTICE =
  "/*! Contains TypeScript, copyright (c) Microsoft Corporation, shortened; licensed under the Apache License 2.0, https://www.apache.org/licenses/LICENSE-2.0 */";

const trimmed: Plugin = {
  name: "trimmed-typescript",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^typescript$/ }, () => ({ path: TYPESCRIPT, sideEffects: false }));
    onLoad({ filter: /[\\/]typescript\.js$/ }, async ({ path }) => ({
      contents: trim(await readFile(path, "utf8")),
      loader: "js",
    }));
  },
};
