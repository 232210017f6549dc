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

export function toJson(message: object): string {
  return JSON.stringify(message, (_, value: unknown) => (value === Infinity ? ENDLESS : value));
}

/** @throws {SyntaxError} if it is not JSON */
export function fromJson(json: string): unknown {
  return JSON.parse(json, (_, value: unknown) => (value === ENDLESS ? Infinity : value));
}

/** The JavaScript file that is made of a file of the sample. */
export function scriptName(file: string): string {
  return file.replace(/\.(m?)ts$/, ".$1js");
}
