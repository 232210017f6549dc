/**
 * TypeScript for a page. The published compiler is one file of 9 MB that also holds the emitter's transforms, the
 * editor's refactorings and a server. What a sample's editor never asks for is taken out of the text, in a way that lets
 * a bundler drop everything that only those parts used: a third of the weight is left out.
 */

import type ts from "typescript";

/** The exports that `Language` uses. */
const EXPORTS = [
  "createDocumentRegistry",
  "createLanguageService",
  "displayPartsToString",
  "flattenDiagnosticMessageText",
  "ModuleDetectionKind",
  "ModuleKind",
  "ModuleResolutionKind",
  "ScriptSnapshot",
  "ScriptTarget",
] as const;

/** The compiler, as far as it is used. The whole one serves as well. */
export type TypeScript = Pick<typeof ts, (typeof EXPORTS)[number]>;

/** Files of TypeScript's sources that go as a whole: the server, and the list of exports. */
const SECTIONS = /^\/\/ src\/(server|typingsInstallerCore|typescript)\//;

/** Functions that nobody will call, and what they return all the same. */
const UNUSED: Readonly<Record<string, readonly string[]>> = {
  emptyArray: ["getScriptTransformers", "getDeclarationTransformers"],
  // The compiler is given its files; it must not look for any itself.
  false: ["isNodeLikeSystem"],
  "void 0": [
    ...["findRenameLocations", "getRenameInfo", "getEditsForFileRename", "getLinkedEditingRangeAtPosition"],
    ...["findReferences", "getReferencesAtPosition", "getFileReferences", "getDocumentHighlights"],
    ...["getApplicableRefactors", "getEditsForRefactor", "getMoveToRefactoringFileSuggestions"],
    ...["getCodeFixesAtPosition", "getCombinedCodeFix", "organizeImports", "mapCode"],
    ...["getPasteEdits", "preparePasteEditsForFile", "getSuggestionDiagnostics", "provideInlayHints"],
    ...["prepareCallHierarchy", "provideCallHierarchyIncomingCalls", "provideCallHierarchyOutgoingCalls"],
    ...["getOutliningSpans", "getNavigationTree", "getNavigationBarItems", "getNavigateToItems"],
    ...["getSmartSelectionRange", "getTodoComments", "getBreakpointStatementAtPosition"],
    ...["toggleLineComment", "toggleMultilineComment", "commentSelection", "uncommentSelection"],
    ...["getDocCommentTemplateAtPosition", "getJsxClosingTagAtPosition", "getImplementationAtPosition"],
    ...["getSemanticClassifications", "getSyntacticClassifications"],
    ...["getEncodedSemanticClassifications", "getEncodedSyntacticClassifications"],
    ...["getFormattingEditsForRange", "getFormattingEditsForDocument", "getFormattingEditsAfterKeystroke"],
    "getEmitOutput",
    "getNodeSystem",
  ],
};

/**
 * Turn the published compiler into a module that a bundler can shake.
 *
 * @param source - the text of `typescript/lib/typescript.js`
 * @throws Error when the text is not laid out as expected: another version of TypeScript needs another look
 */
export function trim(source: string): string {
  const from = source.indexOf('"use strict";');
  const to = source.lastIndexOf("// Annotate the CommonJS export names");
  if (from < 0 || to < from) throw unexpected("a script with a list of its exports at the end");
  const kept = source
    .slice(from, to)
    .split(/^(?=\/\/ src\/)/m)
    .filter((section) => !SECTIONS.test(section))
    .join("")
    // Namespaces: objects filled by a call, which a bundler must keep. As the value of a pure call they may go.
    .replace(
      /^var (\w+) = \{\};\n__export\(\1, (\{\n[\s\S]*?\n\})\);/gm,
      "var $1 = /* @__PURE__ */ __namespace($2);",
    )
    .replace(/^(registerCodeFix|registerRefactor)\(/gm, "/* @__PURE__ */ $1(")
    // The keys of messages are for translations, and each repeats its message.
    .replace(/\bdiag\((\d+), (\d)( \/\*.*?\*\/)?, "[^"]*",/g, 'diag($1, $2, "",');
  const emptied = Object.entries(UNUSED).reduce(
    (text, [result, names]) => names.reduce((before, name) => empty(before, name, result), text),
    kept,
  );
  return `${NAMESPACE}${emptied}\nexport { ${EXPORTS.join(", ")} };\n`;
}

const NAMESPACE = "var __namespace = (all) => { const made = {}; __export(made, all); return made; };\n";

/** Give a function another body. It ends at the first bracket that is indented as the function is. */
function empty(text: string, name: string, result: string): string {
  const whole = new RegExp(`^( *)function ${name}\\((.*)\\) \\{\\n[\\s\\S]*?\\n\\1\\}$`, "m");
  if (!whole.test(text)) throw unexpected(`a function "${name}"`);
  return text.replace(
    whole,
    (_, indent: string, parameters: string) =>
      `${indent}function ${name}(${parameters}) { return ${result}; }`,
  );
}

function unexpected(what: string): Error {
  return new Error(
    `Expected ${what} in typescript.js, and there is none. TypeScript has changed: correct src/language/trim.ts.`,
  );
}
