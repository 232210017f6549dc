/** The line of the reader's that is running now. */
import type { SourcePosition } from "../engine.ts";
import { positionsIn } from "../positions.ts";

/** The runtime's own frames between what happens and the line that caused it. */
const STACK_FRAMES = 12;

/**
 * The innermost place on the stack that lies in the reader's own files.
 *
 * @param toSource turns a place in transpiled code into one in the source; `undefined` for files that are not the reader's
 */
export function ownLine(
  toSource: (place: SourcePosition) => SourcePosition | undefined,
): SourcePosition | undefined {
  const { stackTraceLimit, prepareStackTrace } = Error;
  Error.stackTraceLimit = STACK_FRAMES;
  // V8 gives the frames as they are: to write them as text and to read it again takes twice as long.
  Error.prepareStackTrace = (_error, sites) => sites;
  const stack: unknown = new Error().stack;
  Object.assign(Error, { stackTraceLimit, prepareStackTrace });
  if (!Array.isArray(stack)) return positionsIn(stack as string | undefined, toSource)[0];
  for (const site of stack as readonly NodeJS.CallSite[]) {
    const file = site.getScriptNameOrSourceURL();
    if (file === null) continue;
    // Most frames are not the reader's, and to find a line takes longer than to find a file.
    if (toSource({ file, line: 1, column: 1 }) === undefined) continue;
    return toSource({ file, line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 });
  }
  return undefined;
}
