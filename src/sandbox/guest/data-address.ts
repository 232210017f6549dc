/** Code as a `data:` address, for hosts that cannot import `blob:` ones. */
export function dataAddress(code: string): string {
  // In pieces: a long list of arguments overflows the stack.
  let binary = "";
  for (const byte of new TextEncoder().encode(code)) binary += String.fromCharCode(byte);
  return `data:text/javascript;base64,${btoa(binary)}`;
}
