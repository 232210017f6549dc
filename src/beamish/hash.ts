/** Spreading over partitions: a number for a text, by another hash than Erlang's. */

/** FNV-1a of 32 bits, mixed once more so that the low bits, which decide, depend on all of the text. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) >>> 0;
}
