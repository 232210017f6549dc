/** How a reader's TypeScript is checked: as strictly as the samples themselves are (tsconfig.json). */
import type ts from "typescript";
import { STRICTNESS } from "./strictness.ts";
import type { TypeScript } from "./trim.ts";

/** The language's library, by the names of its files: what every engine has. */
export const EDITIONS = [
  "lib.es2024.d.ts",
  "lib.es2025.iterator.d.ts",
  "lib.esnext.disposable.d.ts",
] as const;

/** Where the declarations of the sandbox's own `node:net` are (library.ts). */
export const NETWORK = "/node_modules/sandbox-net/index.d.ts";

/** Without what only nags while one is typing: a name that is not used yet is no mistake. */
export function optionsFor(typescript: TypeScript): ts.CompilerOptions {
  return {
    target: typescript.ScriptTarget.ES2023,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    moduleDetection: typescript.ModuleDetectionKind.Force,
    lib: [...EDITIONS],
    types: [],
    paths: { "node:net": [NETWORK] },
    ...STRICTNESS,
  };
}
