/** Everything that the package exports and that can be called, with what its doc comment says. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const runtime = `${root}src/beamish/`;

const manifest = JSON.parse(readFileSync(`${runtime}package.json`, "utf8")) as {
  readonly name: string;
  readonly exports: Readonly<Record<string, string>>;
};

/** The package's entries: what is imported (`"beamish/trace"`), and the file that it means. */
export const entries: ReadonlyMap<string, string> = new Map(
  Object.entries(manifest.exports).map(([path, file]) => [
    path.replace(/^\./, manifest.name),
    `${runtime}${file.replace(/^\.\//, "")}`,
  ]),
);

export interface PublicFunction {
  /** As it is called, after the entry that exports it: `"beamish: Task.Supervisor.startChild"`. */
  readonly name: string;
  /** What the doc comment says, without its tags. */
  readonly comment: string;
  /** The code of its examples. */
  readonly examples: readonly string[];
}

/** The project's compiler options, as far as examples are bound by them: an example may leave a result unused. */
export const options: ts.CompilerOptions = {
  ...ts.getParsedCommandLineOfConfigFile(
    `${root}tsconfig.json`,
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
        throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n"));
      },
    },
  )!.options,
  noUnusedLocals: false,
  noUnusedParameters: false,
};

export interface Public {
  /** What the entries export and can be called, and the members of the modules among that. */
  readonly functions: readonly PublicFunction[];
  /** Classes of modules, such as `Flow.Flow`, with the methods that programs call. */
  readonly classes: readonly (PublicFunction & { readonly methods: readonly string[] })[];
}

/** Everything that can be called. */
export function publicParts(): Public {
  const program = ts.createProgram([...entries.values()], options);
  const checker = program.getTypeChecker();
  const found = new Map<ts.Symbol, PublicFunction>();
  const classes = new Map<ts.Symbol, PublicFunction & { methods: string[] }>();

  const visit = (module: ts.Symbol, path: string): void => {
    for (const exported of checker.getExportsOfModule(module)) {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      const name = `${path}${exported.name}`;
      if (symbol.flags & ts.SymbolFlags.ValueModule) visit(symbol, `${name}.`);
      else if (symbol.flags & ts.SymbolFlags.Class && path.endsWith(".")) {
        const methods = methodsOf(symbol);
        if (methods.length > 0) classes.set(symbol, { ...described(symbol, name), methods });
      } else if (isFunction(symbol) && !found.has(symbol)) found.set(symbol, described(symbol, name));
    }
  };

  const isFunction = (symbol: ts.Symbol): boolean =>
    (symbol.flags & ts.SymbolFlags.Value) !== 0 &&
    (symbol.flags & ts.SymbolFlags.Class) === 0 &&
    checker.getTypeOfSymbol(symbol).getCallSignatures().length > 0;

  const methodsOf = (symbol: ts.Symbol): string[] =>
    [...(symbol.members?.values() ?? [])]
      .filter(({ flags, name }) => (flags & ts.SymbolFlags.Method) !== 0 && !/^(__|#)/.test(name))
      .map(({ name }) => name);

  const described = (symbol: ts.Symbol, name: string): PublicFunction => ({
    name,
    comment: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    examples: symbol
      .getJsDocTags(checker)
      .filter((tag) => tag.name === "example")
      .map((tag) => fenced(name, ts.displayPartsToString(tag.text))),
  });

  for (const [entry, file] of entries) {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!);
    if (module === undefined) throw new Error(`Expected ${file} to be a module: it exports nothing.`);
    visit(module, `${entry}: `);
  }
  return { functions: [...found.values()], classes: [...classes.values()] };
}

function fenced(name: string, text: string): string {
  const code = /^```ts\n(.*?)\n```$/s.exec(text.trim())?.[1];
  if (code === undefined)
    throw new Error(`Expected the @example of ${name} to be one fenced block of ts, got:\n${text}`);
  return code;
}
