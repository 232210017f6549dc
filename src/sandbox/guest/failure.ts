/** An uncaught error, whatever was thrown, as an event that names the reader's line and says what may help. */
import type { SourcePosition } from "../engine.ts";
import { PrepareError } from "../prepare.ts";
import { textOf, toValue } from "../values.ts";
import type { GuestEvent } from "./protocol.ts";
import type { SourceMap } from "./source-map.ts";

type Failure = Extract<GuestEvent, { type: "error" }>;

/** What to do about errors whose own words do not say it. */
const HINTS: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [
    /^(alert|confirm|document|frames|opener|parent|prompt|top|window) is not defined/,
    "A sample has no page: print with console.log.",
  ],
  [
    /string as JavaScript|call to (eval|Function)\(\) blocked by CSP/,
    "A sample runs the code that is in its files, and no text.",
  ],
  [/^Maximum call stack size exceeded|^too much recursion/, "A function calls itself without end."],
  [/does not provide an export named/, "Look at the spelling, and at what the other file exports."],
  [
    /is not extensible|read only property|Cannot (add|delete) property/,
    "A message that has been sent is frozen: make a changed copy.",
  ],
];

/** Whether something thrown is of this class, as `instanceof` says; what refuses to tell (a proxy may) is not. */
export function isA<T>(thrown: unknown, type: abstract new (...args: never[]) => T): thrown is T {
  try {
    return thrown instanceof type;
  } catch {
    return false;
  }
}

/**
 * @param thrown what was thrown
 * @param place where, if the error itself does not know
 */
export function failureOf(thrown: unknown, source: SourceMap, place?: SourcePosition): Failure {
  const { name, message, hint, ...known } = partsOf(thrown, source);
  const stack = known.stack.length === 0 && place !== undefined ? [place] : known.stack;
  const at = stack[0];
  return { type: "error", name, message, stack, ...(at && { at }), ...(hint && { hint }) };
}

function partsOf(thrown: unknown, source: SourceMap) {
  if (isA(thrown, PrepareError)) {
    const { name, message, at, hint } = thrown;
    return { name, message, stack: [at], hint };
  }
  const shown = toValue(thrown, { leafOf: () => undefined, positionsIn: source.positionsIn });
  if (shown.kind !== "error") {
    const message = `${textOf(shown)} was thrown, which is not an Error.`;
    return {
      name: "Uncaught",
      message,
      stack: [],
      hint: 'Throw an Error, as in new Error("what happened").',
    };
  }
  const message = source.withNames(shown.message);
  const hint = HINTS.find(([pattern]) => pattern.test(message))?.[1];
  return { name: shown.name, message, stack: shown.at, hint };
}
