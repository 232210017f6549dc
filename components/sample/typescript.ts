/**
 * TypeScript for the editor's colours and indentation: a tokeniser of one screen. The full grammar would weigh a third
 * of the editor, and colours are all that is wanted of it here.
 */
import { StreamLanguage } from "@codemirror/language";
import type { IndentContext, StreamParser, StringStream } from "@codemirror/language";
import { tags } from "@lezer/highlight";

/** Where the tokeniser is: what it is inside of, and what it has just seen. */
interface State {
  /** Open brackets and templates, innermost last; `` ` `` is a template's text. */
  readonly open: string[];
  /** Columns by which the lines inside each of them are indented. */
  readonly indents: number[];
  inComment: boolean;
  /** After `const`, until the `=`: names are being declared. */
  declaring: boolean;
  afterDot: boolean;
}

const keywords = new Set(
  (
    "as async await break case catch class const continue default delete do else export extends finally for from " +
    "function get if implements import in instanceof interface is keyof let new of readonly return satisfies set " +
    "static super switch this throw try type typeof var void while yield"
  ).split(" "),
);
const constants = new Set(["true", "false", "null", "undefined", "NaN", "Infinity"]);
const typeNames = new Set(["any", "bigint", "boolean", "never", "number", "string", "symbol", "unknown"]);
const closes: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function word(stream: StringStream, state: State, text: string): string | null {
  const afterDot = state.afterDot;
  state.afterDot = false;
  if (!afterDot && keywords.has(text)) {
    if (text === "const") state.declaring = true;
    if (text === "of") state.declaring = false;
    if (text === "yield" || text === "function") stream.eat("*");
    return "keyword";
  }
  if (constants.has(text) || typeNames.has(text)) return "constant";
  if (stream.match(/^\s*(<[^<>()]*>)?\(/, false)) return "function";
  if (state.declaring || afterDot || stream.match(/^\??\./, false)) return "constant";
  return /^[A-Z]/.test(text) ? "function" : null;
}

/** The rest of a template's text, up to its end or to the next `${`. */
function template(stream: StringStream, state: State): string {
  while (!stream.eol()) {
    if (stream.eat("\\")) stream.next();
    else if (stream.match("${")) {
      state.open.push("{");
      state.indents.push(stream.indentation());
      return "string";
    } else if (stream.next() === "`") {
      state.open.pop();
      state.indents.pop();
      return "string";
    }
  }
  return "string";
}

function bracket(stream: StringStream, state: State, character: string): string | null {
  if (character in closes) {
    if (state.open.at(-1) === closes[character]) {
      state.open.pop();
      state.indents.pop();
    }
  } else {
    state.open.push(character);
    state.indents.push(stream.indentation());
  }
  return character === "`" ? template(stream, state) : null;
}

function token(stream: StringStream, state: State): string | null {
  if (state.inComment) {
    state.inComment = !stream.match(/^.*?\*\//);
    if (state.inComment) stream.skipToEnd();
    return "comment";
  }
  if (state.open.at(-1) === "`") return template(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match("//")) {
    stream.skipToEnd();
    return "comment";
  }
  if (stream.match("/*")) {
    state.inComment = true;
    return token(stream, state);
  }
  if (stream.match(/^(["'])(?:\\.|(?!\1).)*\1?/)) return "string";
  if (stream.match(/^\d[\d_]*(\.\d+)?(e[+-]?\d+)?n?/i)) return "constant";
  if (stream.match(/^[\w$]+/)) return word(stream, state, stream.current());
  state.afterDot = Boolean(stream.match(/^\??\.(?!\.)/));
  if (state.afterDot) return null;
  const character = stream.next() ?? "";
  if ("()[]{}`".includes(character)) return bracket(stream, state, character);
  if (character === "=" || character === ";") state.declaring = false;
  if (/[=+\-*/%<>!&|?:^~]/.test(character)) return "operator";
  return character === "," ? "punctuation" : null;
}

function indent(state: State, textAfter: string, context: IndentContext): number | null {
  if (state.inComment || state.open.at(-1) === "`") return null;
  const closing = closes[textAfter.trim()[0] ?? ""];
  const outer = state.indents.at(-1) ?? 0;
  return state.open.length === 0 || (closing !== undefined && closing === state.open.at(-1))
    ? outer
    : outer + context.unit;
}

const parser: StreamParser<State> = {
  name: "typescript",
  startState: () => ({ open: [], indents: [], inComment: false, declaring: false, afterDot: false }),
  copyState: (state) => ({ ...state, open: [...state.open], indents: [...state.indents] }),
  token,
  indent,
  languageData: { commentTokens: { line: "//" }, indentOnInput: /^\s*[)\]}]$/ },
  tokenTable: {
    keyword: tags.keyword,
    operator: tags.operator,
    string: tags.string,
    constant: tags.constant(tags.name),
    function: tags.function(tags.name),
    comment: tags.comment,
    punctuation: tags.separator,
  },
};

/** The language extension. */
export const typescript = StreamLanguage.define(parser);
