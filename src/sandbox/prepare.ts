/**
 * From the reader's TypeScript to JavaScript modules that can be loaded: transpile each file, follow its imports, put
 * what is imported before what imports it. Pure, so it runs the same in a worker, in Node and in tests.
 */
import { parse } from "es-module-lexer/minimal/js";
import { transform } from "sucrase";
import type { SourcePosition } from "./engine.ts";
import { type Columns, type Place, placeAt, readColumns, shifted, sourceColumn } from "./positions.ts";

/** A specifier in a module's code, and what it means. */
export interface Import {
  readonly start: number;
  readonly end: number;
  /** A file of the sample, or the name of a package. */
  readonly target: string;
}

/** One file of the sample as JavaScript. Its lines are the source's lines. */
export interface Module {
  readonly file: string;
  readonly code: string;
  readonly imports: readonly Import[];
  /** Where the columns of `code` are in the source. */
  readonly columns: Columns;
}

/** What is wrong with a sample before it runs, and where. */
export class PrepareError extends Error {
  readonly at: SourcePosition;
  readonly hint: string | undefined;

  constructor(name: "SyntaxError" | "ImportError", message: string, at: SourcePosition, hint?: string) {
    super(message);
    this.name = name;
    this.at = at;
    this.hint = hint;
  }
}

/**
 * Prepares a sample.
 *
 * @param files file name (relative, `/`-separated) to source
 * @param entry the file that runs
 * @param packages names that may be imported as packages
 * @param isProject any other name may be imported as well: whoever loads the modules finds it, or says that it is not there
 * @returns the modules the entry needs, each after those it imports; the entry is last
 * @throws {PrepareError} for a syntax error, an import of something that is not there, or a circle of imports
 */
export function prepare(
  files: Readonly<Record<string, string>>,
  entry: string,
  packages: readonly string[],
  isProject = false,
): Module[] {
  const modules = new Map<string, Module>();
  const path: string[] = [];

  const visit = (file: string, importedAt: SourcePosition) => {
    if (modules.has(file)) return;
    if (path.includes(file)) throw circular([...path.slice(path.indexOf(file)), file], importedAt);
    path.push(file);
    const { code, columns } = transpile(file, files[file]!);
    const imports: Import[] = [];
    for (const found of importsIn(file, code, columns)) {
      const isOutside = packages.includes(found.specifier) || (isProject && !found.specifier.startsWith("."));
      const target = isOutside ? found.specifier : resolve(found.specifier, file, found.at, files, packages);
      if (!isOutside) visit(target, found.at);
      imports.push({ start: found.start, end: found.end, target });
    }
    path.pop();
    modules.set(file, { file, code, imports, columns });
  };

  if (!Object.hasOwn(files, entry)) {
    const message = `There is no file "${entry}" to run. ${filesHere(files)}`;
    throw new PrepareError("ImportError", message, { file: entry, line: 1, column: 1 });
  }
  visit(entry, { file: entry, line: 1, column: 1 });
  return [...modules.values()];
}

/** A module as it is loaded. */
export interface LinkedModule {
  readonly file: string;
  readonly code: string;
  readonly columns: Columns;
}

/** Puts an address in place of each specifier. Lines stay where they are. */
export function link(module: Module, addressOf: (target: string) => string): LinkedModule {
  let code = "";
  let done = 0;
  let { columns } = module;
  for (const { start, end, target } of module.imports) {
    const address = JSON.stringify(addressOf(target));
    code += module.code.slice(done, start) + address;
    done = end;
    const { line, column } = placeAt(code, code.length);
    columns = shifted(columns, line, column, address.length - (end - start));
  }
  code += `${module.code.slice(done)}\n//# sourceURL=${module.file}`;
  return { file: module.file, code, columns };
}

/** The place in the reader's source of a place in a module as it is loaded. */
export function placeInSource({ file, columns }: LinkedModule, { line, column }: Place): SourcePosition {
  return { file, line, column: sourceColumn(columns, line, column) };
}

function transpile(file: string, source: string): { code: string; columns: Columns } {
  try {
    const { code, sourceMap } = transform(source, {
      transforms: ["typescript"],
      disableESTransforms: true,
      preserveDynamicImport: true,
      filePath: file,
      sourceMapOptions: { compiledFilename: file },
    });
    return { code, columns: readColumns(sourceMap!.mappings) };
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    // The message comes as "Error transforming main.ts: Unexpected token (3:5)".
    const plain = message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new PrepareError("SyntaxError", plain, { file, line: loc?.line ?? 1, column: loc?.column ?? 1 });
  }
}

interface FoundImport {
  /** Start and end of the specifier, its quotes included. */
  readonly start: number;
  readonly end: number;
  readonly specifier: string;
  readonly at: SourcePosition;
}

function importsIn(file: string, code: string, columns: Columns): FoundImport[] {
  const at = (index: number): SourcePosition => {
    const { line, column } = placeAt(code, index);
    return { file, line, column: sourceColumn(columns, line, column) };
  };
  let parsed;
  try {
    [parsed] = parse(code);
  } catch (error) {
    throw new PrepareError(
      "SyntaxError",
      "Unexpected end of input",
      at((error as { idx?: number }).idx ?? 0),
    );
  }
  const found: FoundImport[] = [];
  for (const { n: specifier, s, e, d } of parsed) {
    const isMeta = d === -2;
    if (isMeta) continue;
    const isDynamic = d >= 0;
    if (specifier === undefined) {
      throw new PrepareError(
        "ImportError",
        `import() in a sample needs a name written out: import("./file.ts").`,
        at(s),
      );
    }
    // Only a dynamic import's range has the quotes in it.
    const start = isDynamic ? s : s - 1;
    found.push({ specifier, at: at(start), start, end: isDynamic ? e : e + 1 });
  }
  return found;
}

function resolve(
  specifier: string,
  from: string,
  at: SourcePosition,
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
): string {
  if (!specifier.startsWith(".")) {
    const message = `${from} imports "${specifier}", but a sample can import only ${listed(packages)} and its own files.`;
    throw new PrepareError("ImportError", message, at, "To import a file of the sample, start with ./");
  }
  const path = join(from, specifier);
  const file = [path, path.replace(/\.js$/, ".ts"), `${path}.ts`].find((name) => Object.hasOwn(files, name));
  if (file !== undefined) return file;
  throw new PrepareError(
    "ImportError",
    `${from} imports "${specifier}", but there is no such file. ${filesHere(files)}`,
    at,
  );
}

/** Resolves a relative specifier as a URL is resolved, so going above the top stays at the top. */
function join(from: string, specifier: string): string {
  const top = "sample:///";
  return decodeURI(new URL(specifier, top + from).href.slice(top.length));
}

function circular(circle: readonly string[], at: SourcePosition): PrepareError {
  const message = `Circular import: ${circle.join(" imports ")}.`;
  return new PrepareError("ImportError", message, at, "Move what both need into a third file.");
}

const filesHere = (files: Readonly<Record<string, string>>) =>
  `Files here: ${Object.keys(files).join(", ")}.`;

const listed = (names: readonly string[]) => names.map((name) => `"${name}"`).join(", ");
