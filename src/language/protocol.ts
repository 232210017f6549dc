/** What an editor may ask about the reader's TypeScript, and what it is told. Places are offsets into a file's text. */

/** Something TypeScript objects to, in its own words. */
export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** TypeScript's number of the message. */
  readonly code: number;
}

/** A stretch of explanation: text, or code to be shown as such. */
export interface Words {
  readonly kind: "text" | "code";
  readonly text: string;
}

/** What is known about a name. */
export interface Description {
  /** Its declaration: `function self(): Pid`. */
  readonly declaration: string;
  /** Its doc comment. */
  readonly docs: readonly Words[];
}

/** A name that could stand where the cursor is. */
export interface Suggestion {
  readonly name: string;
  /** TypeScript's word for what it is: `function`, `const`, `method`... */
  readonly kind: string;
  /** Smaller ones come first. */
  readonly order: string;
  /** The module it must be imported from, as TypeScript calls it; `describe` gives the change that does it. */
  readonly source?: string;
}

export interface Suggestions {
  /** Whether they are members, after a dot. */
  readonly members: boolean;
  /** Where the text begins that a suggestion would replace, if that is not the word before the cursor. */
  readonly from?: number;
  readonly names: readonly Suggestion[];
}

/** Replace the text from `from` to `to`. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** A suggestion in full. */
export interface SuggestionDetail extends Description {
  /** What else to change in the file when the suggestion is taken: its import. */
  readonly changes: readonly Change[];
}

/** The type of what is written at a place. */
export interface Hover extends Description {
  readonly from: number;
  readonly to: number;
}

/** The call that the cursor is in. */
export interface Signature {
  readonly before: string;
  readonly parameters: readonly string[];
  readonly after: string;
  /** The index of the parameter that is being written; it may lie beyond the last one. */
  readonly current: number;
  /** The doc comment of that parameter, or of the function. */
  readonly docs: readonly Words[];
  /** Which of how many overloads, counting from 1. */
  readonly overload: readonly [number, number];
}

/** A place in one of the reader's files. */
export interface Place {
  readonly file: string;
  readonly position: number;
}

/** The questions. All answer for the files as they were last given to `update`. */
export interface LanguageService {
  /** Replace the files of the sample: name to text. */
  update(files: Readonly<Record<string, string>>): void;
  problems(file: string): readonly Problem[];
  suggestions(file: string, position: number): Suggestions | undefined;
  describe(file: string, position: number, name: string, source?: string): SuggestionDetail | undefined;
  hover(file: string, position: number): Hover | undefined;
  signature(file: string, position: number): Signature | undefined;
  definition(file: string, position: number): Place | undefined;
}

export type Question = keyof LanguageService;

/** A question on its way into the worker. */
export interface Asked<Q extends Question = Question> {
  readonly id: number;
  readonly question: Q;
  readonly args: Parameters<LanguageService[Q]>;
}

/** The answer to the question with this id, or why there is none. */
export interface Answered {
  readonly id: number;
  readonly answer?: unknown;
  readonly failure?: string;
}
