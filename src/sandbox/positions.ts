/** Finding the reader's own lines: from transpiled columns back to the source, and from a stack trace to positions. */
import type { SourcePosition } from "./engine.ts";

/** Where the tokens of one line start, in the output and in the source. Columns count from 0. */
type Line = readonly { readonly output: number; readonly source: number }[];

/** A line and a column of some text. Both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export function placeAt(text: string, index: number): Place {
  const lines = text.slice(0, index).split("\n");
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** For each line of the output, where its columns are in the source. Transpiling keeps every line where it was. */
export type Columns = readonly Line[];

/** Reads the `mappings` of a source map with one source and equal line numbers. */
export function readColumns(mappings: string): Columns {
  // The source column goes on from one line to the next; the output column starts again.
  let source = 0;
  return mappings.split(";").map((text) => {
    let output = 0;
    const line: { output: number; source: number }[] = [];
    for (const segment of text.split(",")) {
      const [outputStep, , , sourceStep] = numbersIn(segment);
      if (outputStep === undefined || sourceStep === undefined) continue;
      output += outputStep;
      source += sourceStep;
      line.push({ output, source });
    }
    return line;
  });
}

/** The source column of a place in the output. Lines and columns count from 1; where WebKit knows no column, it says 0. */
export function sourceColumn(columns: Columns, line: number, column: number): number {
  const start = columns[line - 1]?.findLast((token) => token.output < column);
  return start === undefined ? Math.max(column, 1) : column - start.output + start.source;
}

/** The same after the text before `column` of `line` has grown by `by` characters. `column` is where it ends now. */
export function shifted(columns: Columns, line: number, column: number, by: number): Columns {
  const move = (token: Line[number]) =>
    token.output + by >= column - 1 ? { ...token, output: token.output + by } : token;
  return columns.map((tokens, index) => (index === line - 1 ? tokens.map(move) : tokens));
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Decodes base64 VLQ: five bits a digit, lowest first, the sixth says that more follow; the lowest bit is the sign. */
function numbersIn(segment: string): number[] {
  const numbers: number[] = [];
  let number = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = DIGITS.indexOf(digit);
    number += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(number & 1 ? -(number >> 1) : number >> 1);
    number = 0;
    shift = 0;
  }
  return numbers;
}

/** V8 writes `at f (main.ts:3:5)`; Firefox and Safari write `f@main.ts:3:5`. */
const FRAME = /(?:\(|@|at |async )([^\s()@]+):(\d+):(\d+)\)?$/;

/**
 * The places of a stack trace that lie in the reader's own files, innermost first.
 *
 * @param toSource turns a place in transpiled code into one in the source; `undefined` for files that are not the reader's
 */
export function positionsIn(
  stack: string | undefined,
  toSource: (place: SourcePosition) => SourcePosition | undefined,
): SourcePosition[] {
  const positions: SourcePosition[] = [];
  for (const line of (stack ?? "").split("\n")) {
    const frame = FRAME.exec(line.trim());
    if (frame === null) continue;
    const position = toSource({ file: frame[1]!, line: Number(frame[2]), column: Number(frame[3]) });
    if (position !== undefined) positions.push(position);
  }
  return positions;
}
