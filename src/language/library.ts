/** Everything a sample is checked against: the language's library, the platform, and the packages that it can import. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { PLATFORM } from "./platform.ts";
import { EDITIONS, NETWORK } from "./options.ts";
import { LIBRARY_FOLDER, PLATFORM_LIBRARY } from "./service.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const RUNTIME = join(ROOT, "src/beamish");
const SOCKETS = join(ROOT, "src/sandbox/guest/net");
const LIBRARIES = dirname(fileURLToPath(import.meta.resolve("typescript")));

/** Path to text, as `Language` wants it. */
export type Library = Readonly<Record<string, string>>;

/**
 * Gather the library. The declarations are made from the sources: some seconds of work.
 *
 * @throws Error when the sources cannot be read as TypeScript
 */
export function makeLibrary(): Library {
  return {
    ...languageLibrary(),
    [PLATFORM_LIBRARY]: PLATFORM,
    ...runtimeDeclarations(),
    ...declarations(SOCKETS, ["index.ts"], dirname(NETWORK)),
    // Not for the editor, but for who takes a sample home (src/sandbox/archive.ts).
    [join(dirname(NETWORK), "segments.d.ts")]: readFileSync(join(SOCKETS, "segments.d.ts"), "utf8"),
    // Only what a project depends on is offered for import.
    "/package.json": JSON.stringify({ dependencies: { beamish: "*" } }),
  };
}

/** The editions of TypeScript's library that are asked for, with those that they build on. */
function languageLibrary(): Library {
  const files: Record<string, string> = {};
  const add = (name: string): void => {
    if (files[LIBRARY_FOLDER + name] !== undefined) return;
    const text = readFileSync(join(LIBRARIES, name), "utf8").replace(LICENCE, "");
    files[LIBRARY_FOLDER + name] = text;
    for (const [, edition] of text.matchAll(REFERENCE)) add(`lib.${edition}.d.ts`);
  };
  EDITIONS.forEach(add);
  return files;
}

const REFERENCE = /^\/\/\/ <reference lib="([^"]+)"/gm;
const LICENCE = /\/\*! \*{20,}[\s\S]*?\*{20,} \*\/\s*/;

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
}

/** The declarations of the runtime, as an installed package of types. */
function runtimeDeclarations(): Library {
  const { name, exports } = JSON.parse(readFileSync(join(RUNTIME, "package.json"), "utf8")) as Manifest;
  const home = `/node_modules/${name}`;
  const declared = (source: string): string => source.replace(/\.ts$/, ".d.ts");
  const manifest = {
    name,
    exports: Object.fromEntries(Object.entries(exports).map(([key, path]) => [key, declared(path)])),
  };
  return {
    [`${home}/package.json`]: JSON.stringify(manifest),
    ...declarations(RUNTIME, Object.values(exports), home),
  };
}

/** The declarations of these sources and of all that they import, as if their folder were `home`. */
function declarations(folder: string, entries: readonly string[], home: string): Library {
  const files: Record<string, string> = {};
  const program = ts.createProgram(
    entries.map((path) => join(folder, path)),
    optionsIn(folder),
  );
  program.emit(
    undefined,
    (path, text) => {
      files[`${home}/${relative(folder, path).replaceAll("\\", "/")}`] = text;
    },
    undefined,
    true,
  );
  return files;
}

function optionsIn(folder: string): ts.CompilerOptions {
  const asWritten = {
    noEmit: false,
    // The sources are checked elsewhere; here it would take twice as long as writing the declarations.
    noCheck: true,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: folder,
    types: [],
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(join(ROOT, "tsconfig.json"), asWritten, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new Error(ts.flattenDiagnosticMessageText(messageText, "\n"));
    },
  });
  return { ...parsed!.options, outDir: folder };
}
