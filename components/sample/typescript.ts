/**
 * TypeScript, cut into tokens: enough for the editor's colours and for indentation, in one screen. A full grammar would
 * weigh more than a third of the editor, and the mode machinery around it some of the rest.
 */
import { StringStream } from "@codemirror/language";

/** The colour of a token: the second half of a class such as `k-keyword`, the ones that highlighted code has. */
export type Colour = "keyword" | "string-expression" | "constant" | "function" | "comment" | "punctuation";

/** Where the tokeniser is: what it is inside of, and what it has just seen. */
export interface State {
  /** Open brackets and templates, innermost last; `` ` `` is a template's text. */
  readonly open: string[];
  /** Columns by which the lines inside each of them are indented. */
  readonly indents: number[];
  inComment: boolean;
  /** After `const`, until the `=`: names are being declared. */
  declaring: boolean;
  afterDot: boolean;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const keywords = words(
  "async await break case catch class const continue default delete do else export extends finally for function if " +
    "implements import in instanceof interface let new return super switch this throw try typeof var void while yield",
);
/** Keywords only where another word, a string or a bracket follows; elsewhere they are names like any other. */
const sometimes = words("as from get is keyof of readonly satisfies set static type");
const constants = words("true false null undefined NaN Infinity");
const typeNames = words("any bigint boolean never number string symbol unknown");
const closes: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

function word(stream: StringStream, state: State, text: string): Colour | null {
  const afterDot = state.afterDot;
  state.afterDot = false;
  const isKeyword = keywords.has(text) || (sometimes.has(text) && stream.match(/^\s+["'\w$[{]/, false));
  if (!afterDot && isKeyword) {
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
function template(stream: StringStream, state: State): Colour {
  while (!stream.eol()) {
    if (stream.eat("\\")) stream.next();
    else if (stream.match("${")) {
      state.open.push("{");
      state.indents.push(stream.indentation());
      return "string-expression";
    } else if (stream.next() === "`") {
      state.open.pop();
      state.indents.pop();
      return "string-expression";
    }
  }
  return "string-expression";
}

function bracket(stream: StringStream, state: State, character: string): Colour | null {
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

function token(stream: StringStream, state: State): Colour | null {
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
  if (stream.match(/^(["'])(?:\\.|(?!\1).)*\1?/)) return "string-expression";
  if (stream.match(/^\d[\d_]*(\.\d+)?(e[+-]?\d+)?n?/i)) return "constant";
  if (stream.match(/^[\w$]+/)) return word(stream, state, stream.current());
  state.afterDot = Boolean(stream.match(/^\??\.(?!\.)/));
  if (state.afterDot) return null;
  const character = stream.next() ?? "";
  if ("()[]{}`".includes(character)) return bracket(stream, state, character);
  if (character === "=" || character === ";") state.declaring = false;
  if (/[=+\-*/%<>!&|?:^~]/.test(character)) return "keyword";
  return character === "," ? "punctuation" : null;
}

/** A coloured stretch of a line; columns count from 0, `to` is not included. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly colour: Colour;
}

/** The state before the first line. */
export function start(): State {
  return { open: [], indents: [], inComment: false, declaring: false, afterDot: false };
}

/**
 * Cut a line into tokens.
 *
 * @param state - where the line before ended; afterwards, where this one ends
 */
export function tokensOf(line: string, state: State): Token[] {
  const stream = new StringStream(line, 2, unit);
  const tokens: Token[] = [];
  while (!stream.eol()) {
    stream.start = stream.pos;
    const colour = token(stream, state);
    // A character that means nothing here is still a character.
    if (stream.pos === stream.start) stream.next();
    if (colour) tokens.push({ from: stream.start, to: stream.pos, colour });
  }
  return tokens;
}

/** Columns of one step of indentation. */
export const unit = 2;

/**
 * How far to indent a line.
 *
 * @param state - where the line before ended
 * @returns columns, or null where the text must stay as it is: in comments and templates
 */
export function indentOf(line: string, state: State): number | null {
  if (state.inComment || state.open.at(-1) === "`") return null;
  const closing = closes[line.trim()[0] ?? ""];
  const outer = state.indents.at(-1) ?? 0;
  const inside = state.open.length > 0 && (closing === undefined || closing !== state.open.at(-1));
  return inside ? outer + unit : outer;
}
