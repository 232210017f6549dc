/** Errors as Node gives them: programs look at the code, people at the message. */

export type Problem = Error & { readonly code: string };

export function problem(code: string, message: string): Problem {
  return Object.assign(new Error(message), { code });
}

export function typeError(code: string, message: string): Problem {
  return Object.assign(new TypeError(message), { code });
}

/** Linux's numbers. */
const NUMBERS = { EPIPE: -32, EADDRINUSE: -98, ENETUNREACH: -101, ECONNRESET: -104, ECONNREFUSED: -111 };

/** What the operating system of a real machine would have answered. */
export function systemError(
  syscall: "connect" | "listen" | "read" | "write",
  code: keyof typeof NUMBERS,
  where?: { readonly address: string; readonly port: number },
  words = "",
): Problem {
  const place = where === undefined ? "" : ` ${where.address}:${where.port}`;
  const error = problem(code, `${syscall} ${code}${words}${place}`);
  return Object.assign(error, { errno: NUMBERS[code], syscall, ...where });
}

/** @throws {RangeError} for what cannot be a port */
export function checkPort(port: unknown, name: string): number {
  const number = typeof port === "string" && port.trim() !== "" ? Number(port) : port;
  if (typeof number === "number" && Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  const received =
    typeof port === "string" ? `type string ('${port}')` : `type ${typeof port} (${String(port)})`;
  const message = `${name} should be >= 0 and < 65536. Received ${received}.`;
  throw Object.assign(new RangeError(message), { code: "ERR_SOCKET_BAD_PORT" });
}
