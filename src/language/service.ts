/**
 * TypeScript's language service over files in memory: the reader's sample, the declarations of `beamish`, and the
 * standard library. It runs in a worker of the page (worker.ts), and in tests in Node.
 */
import type ts from "typescript";
import { wordsOf } from "./docs.ts";
import { EDITIONS, optionsFor } from "./options.ts";
import type {
  Hover,
  LanguageService,
  Place,
  Problem,
  Signature,
  SuggestionDetail,
  Suggestions,
} from "./protocol.ts";
import type { TypeScript } from "./trim.ts";

/** Where the reader's files are, for TypeScript. */
const HOME = "/sample/";
/** Where TypeScript's library is. */
export const LIBRARY_FOLDER = "/lib/";
/** What every sample finds besides. */
export const PLATFORM_LIBRARY = "/lib/platform.d.ts";

const NODE_IMPORT = /\bfrom "node:(?!net")/;
/** Unknown module (twice), and parameters whose types would have come from one. */
const OF_THE_UNKNOWN = new Set([2307, 2591, 7006, 7031]);

const PREFERENCES: ts.UserPreferences = {
  includeCompletionsForModuleExports: true,
  includeCompletionsWithInsertText: false,
  importModuleSpecifierEnding: "auto",
  quotePreference: "double",
  preferTypeOnlyAutoImports: true,
};

/** The reader's own files, each with the number of its version. */
type Own = Map<string, { readonly text: string; readonly version: number }>;

export class Language implements LanguageService {
  readonly #ts: TypeScript;
  readonly #service: ts.LanguageService;
  readonly #own: Own = new Map();
  #revision = 0;

  /**
   * @param typescript - the compiler, whole or trimmed
   * @param library - path to text: everything besides the reader's files (library.ts)
   */
  constructor(typescript: TypeScript, library: Readonly<Record<string, string>>) {
    this.#ts = typescript;
    const host = hostOf(typescript, library, this.#own, () => String(this.#revision));
    this.#service = typescript.createLanguageService(host, typescript.createDocumentRegistry());
  }

  update(files: Readonly<Record<string, string>>): void {
    const wanted = new Map(Object.entries(files).map(([file, text]) => [HOME + file, text]));
    for (const path of this.#own.keys()) if (!wanted.has(path)) this.#own.delete(path);
    for (const [path, text] of wanted) {
      const before = this.#own.get(path);
      if (before?.text !== text) this.#own.set(path, { text, version: (before?.version ?? 0) + 1 });
    }
    this.#revision++;
  }

  problems(file: string): readonly Problem[] {
    const path = this.#path(file);
    const syntax = this.#service.getSyntacticDiagnostics(path);
    // What TypeScript makes of a text that it could not read is guesswork: one missing bracket, twenty complaints.
    const found = syntax.length > 0 ? syntax : this.#service.getSemanticDiagnostics(path);
    // Node's other modules are there where a sample can use them, and not described here: no reader can mend that.
    const usesNode = NODE_IMPORT.test(this.#own.get(path)?.text ?? "");
    return found
      .filter(({ code }) => !(usesNode && OF_THE_UNKNOWN.has(code)))
      .map(({ start = 0, length = 0, messageText, code }) => ({
        from: start,
        to: start + length,
        message: this.#ts.flattenDiagnosticMessageText(messageText, "\n"),
        code,
      }));
  }

  suggestions(file: string, position: number): Suggestions | undefined {
    const found = this.#service.getCompletionsAtPosition(this.#path(file), position, PREFERENCES);
    if (!found) return undefined;
    const replaced = found.optionalReplacementSpan ?? found.entries[0]?.replacementSpan;
    return {
      members: found.isMemberCompletion,
      ...(replaced ? { from: replaced.start } : {}),
      names: found.entries
        // Names of the compiler's own making, and what only guesses from other words of the file.
        .filter(({ name, kind }) => !name.startsWith("__") && kind !== "warning")
        .map(({ name, kind, sortText, source }) => ({
          name,
          kind,
          order: sortText,
          ...(source === undefined ? {} : { source }),
        })),
    };
  }

  describe(file: string, position: number, name: string, source?: string): SuggestionDetail | undefined {
    const path = this.#path(file);
    const data = source === undefined ? undefined : this.#dataOf(path, position, name, source);
    const detail = this.#service.getCompletionEntryDetails(
      path,
      position,
      name,
      {},
      source,
      PREFERENCES,
      data,
    );
    if (!detail) return undefined;
    const changes = (detail.codeActions ?? []).flatMap((action) => action.changes);
    return {
      declaration: this.#declaration(detail.displayParts),
      docs: wordsOf(this.#text(detail.documentation), detail.tags),
      changes: changes
        .filter((change) => change.fileName === path)
        .flatMap((change) => change.textChanges)
        .map(({ span, newText }) => ({ from: span.start, to: span.start + span.length, insert: newText })),
    };
  }

  hover(file: string, position: number): Hover | undefined {
    const info = this.#service.getQuickInfoAtPosition(this.#path(file), position);
    if (!info) return undefined;
    return {
      from: info.textSpan.start,
      to: info.textSpan.start + info.textSpan.length,
      declaration: this.#declaration(info.displayParts),
      docs: wordsOf(this.#text(info.documentation), info.tags),
    };
  }

  signature(file: string, position: number): Signature | undefined {
    const help = this.#service.getSignatureHelpItems(this.#path(file), position, undefined);
    const item = help?.items[help.selectedItemIndex];
    if (!help || !item) return undefined;
    const separator = this.#text(item.separatorDisplayParts);
    const parameters = item.parameters.map((parameter) => this.#text(parameter.displayParts));
    const current = item.isVariadic
      ? Math.min(help.argumentIndex, parameters.length - 1)
      : help.argumentIndex;
    const docs = this.#text(item.parameters[current]?.documentation) || this.#text(item.documentation);
    return {
      before: this.#text(item.prefixDisplayParts),
      parameters: parameters.map((text, index) => (index + 1 < parameters.length ? text + separator : text)),
      after: this.#text(item.suffixDisplayParts),
      current,
      docs: wordsOf(docs.replace(/^- /, "")),
      overload: [help.selectedItemIndex + 1, help.items.length],
    };
  }

  definition(file: string, position: number): Place | undefined {
    const found = this.#service.getDefinitionAtPosition(this.#path(file), position) ?? [];
    const own = found.find(({ fileName }) => this.#own.has(fileName));
    return own && { file: own.fileName.slice(HOME.length), position: own.textSpan.start };
  }

  /** TypeScript wants back what it gave with a suggestion from another module. The page need not know of it. */
  #dataOf(path: string, position: number, name: string, source: string): ts.CompletionEntryData | undefined {
    const { entries = [] } = this.#service.getCompletionsAtPosition(path, position, PREFERENCES) ?? {};
    return entries.find((entry) => entry.name === name && entry.source === source)?.data;
  }

  #path(file: string): string {
    const path = HOME + file;
    if (this.#own.has(path)) return path;
    const known = [...this.#own.keys()].map((each) => each.slice(HOME.length)).join(", ") || "no files";
    throw new RangeError(`Expected a file that was given to update (${known}), got "${file}".`);
  }

  /** A declaration without the remark that it was imported. */
  #declaration(parts: ts.SymbolDisplayPart[] | undefined): string {
    return this.#text(parts)
      .replace(/^\(alias\) /, "")
      .replace(/(?<=.)\nimport \S+$/, "");
  }

  #text(parts: ts.SymbolDisplayPart[] | undefined): string {
    return this.#ts.displayPartsToString(parts);
  }
}

function hostOf(
  typescript: TypeScript,
  library: Readonly<Record<string, string>>,
  own: Own,
  revision: () => string,
): ts.LanguageServiceHost {
  const options = optionsFor(typescript);
  const textOf = (path: string): string | undefined => own.get(path)?.text ?? library[path];
  const folders = new Set(Object.keys(library).flatMap((path) => foldersOf(path)));
  folders.add(HOME.slice(0, -1));
  return {
    getCompilationSettings: () => options,
    getCurrentDirectory: () => HOME,
    getDefaultLibFileName: () => `${LIBRARY_FOLDER}${EDITIONS[0]}`,
    getProjectVersion: revision,
    getScriptFileNames: () => [...own.keys(), PLATFORM_LIBRARY],
    getScriptVersion: (path) => String(own.get(path)?.version ?? 0),
    getScriptSnapshot(path) {
      const text = textOf(path);
      return text === undefined ? undefined : typescript.ScriptSnapshot.fromString(text);
    },
    fileExists: (path) => textOf(path) !== undefined,
    readFile: textOf,
    directoryExists: (path) => folders.has(path.replace(/\/$/, "")),
    useCaseSensitiveFileNames: () => true,
  };
}

/** `/a/b/c.ts` is in `/a/b`, `/a` and the root. */
function foldersOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
