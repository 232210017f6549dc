/** What the guest in a container and its host agree on: messages are lines with a mark, among the sample's own output. */

/** "Record separator": begins every line that is a message. */
const MARK = "\u001e";

/** Stands in JSON for the number that JSON has not. */
const ENDLESS = "\u001eInfinity";

/** A message as a line, with the line's end. */
export function markedLine(message: object): string {
  return `${MARK}${toJson(message)}\n`;
}

/** What a line says: text before the mark, if there is any, and after it the message's JSON. */
export function readLine(line: string): { text: string; json: string | undefined } {
  const at = line.indexOf(MARK);
  return at < 0
    ? { text: line, json: undefined }
    : { text: line.slice(0, at), json: line.slice(at + MARK.length) };
}

/** Stands in JSON for a collection that JSON has not. */
interface Marked {
  readonly [MARK]: "Map" | "Set";
  readonly items: readonly never[];
}

export function toJson(message: object): string {
  return JSON.stringify(message, (_, value: unknown) => {
    if (value === Infinity) return ENDLESS;
    if (value instanceof Map) return { [MARK]: "Map", items: [...value] };
    if (value instanceof Set) return { [MARK]: "Set", items: [...value] };
    return value;
  });
}

/** @throws {SyntaxError} if it is not JSON */
export function fromJson(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) => {
    if (value === ENDLESS) return Infinity;
    if (!isMarked(value)) return value;
    return value[MARK] === "Map" ? new Map(value.items) : new Set(value.items);
  });
}

const isMarked = (value: unknown): value is Marked =>
  typeof value === "object" &&
  value !== null &&
  Object.hasOwn(value, MARK) &&
  Array.isArray((value as Marked).items);

/** The JavaScript file that is made of a file of the sample. */
export function scriptName(file: string): string {
  return file.replace(/\.(m?)ts$/, ".$1js");
}
