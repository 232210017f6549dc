/** Bytes and text, as far as sockets need them. */
import { typeError } from "./problems.ts";

// The reader's code may delete the global; what it has received must still be read.
const { TextDecoder } = globalThis;

interface Codec {
  encode(text: string): Uint8Array;
  /** A reader of pieces: a character may begin in one and end in the next. */
  reader(): (bytes: Uint8Array, isLast: boolean) => string;
}

const bySingleBytes = (mask: number): Codec => ({
  encode: (text) => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff),
  reader: () => (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte & mask)).join(""),
});

const utf8: Codec = {
  encode: (text) => new TextEncoder().encode(text),
  reader: () => {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return (bytes, isLast) => decoder.decode(bytes, { stream: !isLast });
  },
};

const hex: Codec = {
  encode: (text) => Uint8Array.from(text.match(/[\da-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16)),
  reader: () => (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(""),
};

const CODECS: Readonly<Record<string, Codec>> = {
  utf8,
  "utf-8": utf8,
  latin1: bySingleBytes(0xff),
  binary: bySingleBytes(0xff),
  ascii: bySingleBytes(0x7f),
  hex,
};

/** @throws {TypeError} for an encoding that is not known here */
export function codecOf(encoding: string): Codec {
  const codec = Object.hasOwn(CODECS, encoding.toLowerCase()) ? CODECS[encoding.toLowerCase()] : undefined;
  if (codec !== undefined) return codec;
  const known = Object.keys(CODECS).join(", ");
  throw typeError("ERR_UNKNOWN_ENCODING", `Unknown encoding: ${encoding}. Known here: ${known}.`);
}

/** What `data` events bring: as Node's `Buffer`, it is text where text is asked for. */
export class Bytes extends Uint8Array<ArrayBuffer> {
  static {
    // What is printed of it names the class.
    Object.defineProperty(this, "name", { value: "Buffer" });
  }

  override toString(encoding = "utf8"): string {
    return codecOf(encoding).reader()(this, true);
  }
}

/** @throws {TypeError} for what is neither text nor bytes */
export function bytesOf(data: unknown, encoding: string): Uint8Array {
  if (typeof data === "string") return codecOf(encoding).encode(data);
  // A copy: the sender may use its memory again.
  if (data instanceof Uint8Array) return data.slice();
  const type = data === null ? "null" : typeof data;
  throw typeError(
    "ERR_INVALID_ARG_TYPE",
    `The "chunk" argument must be of type string or an instance of Uint8Array. Received ${type}`,
  );
}
