/** The compiler as `Language` takes it; a bundle has the trimmed one here (bundle.ts). */
export {
  createDocumentRegistry,
  createLanguageService,
  displayPartsToString,
  flattenDiagnosticMessageText,
  ModuleDetectionKind,
  ModuleKind,
  ModuleResolutionKind,
  ScriptSnapshot,
  ScriptTarget,
} from "typescript";
