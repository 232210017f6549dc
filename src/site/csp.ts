/** The content security policy of every page, sent as a header where the host can, and always as a `<meta>` element. */
import { createHash } from "node:crypto";
import { headScript, headStyle } from "./head.ts";

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const DIRECTIVES: Readonly<Record<string, string>> = {
  // For everything that is not named below: fonts, search data, the sandbox's frame.
  "default-src": "'self'",
  // Search runs WebAssembly, which has a permission of its own.
  "script-src": `'self' 'wasm-unsafe-eval' ${hash(headScript)}`,
  "style-src": `'self' ${hash(headStyle)}`,
  "img-src": "'self' data:",
  "worker-src": "'self' blob:",
  "object-src": "'none'",
  "base-uri": "'none'",
  "form-action": "'self'",
};

/** Where a WebContainer's runtime comes from, and where the previews of its servers are. */
export const CONTAINER_SOURCES =
  "https://stackblitz.com https://*.stackblitz.com https://*.webcontainer.io https://*.webcontainer-api.io";

/** What a page needs besides, to offer a WebContainer. */
const FOR_CONTAINERS: Readonly<Record<string, string>> = {
  "frame-src": `'self' ${CONTAINER_SOURCES}`,
  "connect-src": `'self' ${CONTAINER_SOURCES}`,
  // The terminal, xterm.js, writes style elements. Scripts stay as restricted as on every page.
  "style-src": "'self' 'unsafe-inline'",
};

/** Headers of pages that offer a WebContainer: they need memory that is shared between threads. */
export const ISOLATED = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
} as const;

/** For `<meta http-equiv>`: without the directives that only work in a header. */
export const policyForMeta = serialise(DIRECTIVES);

/** For the header `Content-Security-Policy`. */
export const policyForHeader = serialise({ ...DIRECTIVES, "frame-ancestors": "'self'" });

/** The two policies of a page that offers a WebContainer. */
export const containerPolicyForMeta = serialise({ ...DIRECTIVES, ...FOR_CONTAINERS });
export const containerPolicyForHeader = serialise({
  ...DIRECTIVES,
  ...FOR_CONTAINERS,
  "frame-ancestors": "'self'",
});

function serialise(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}
