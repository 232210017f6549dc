/**
 * Isolates the lab on hosts that send no headers: a service worker for this folder, which adds them. The page registers
 * it only where it is needed (components/container/isolation.ts). It keeps nothing, and answers nothing by itself but for
 * one address: the sandbox's frame, which is in another folder.
 */

/** The same as ISOLATED in src/site/csp.ts. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};
/** Makes the frame what the `sandbox` attribute would: a document of no origin that may do nothing but run scripts. */
const FRAME_HEADERS = {
  ...HEADERS,
  "Content-Security-Policy": "sandbox allow-scripts",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

// The types of service workers and those of pages exclude each other.
const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  const { pathname, search } = new URL(request.url);
  if (pathname === new URL("frame.html", worker.location).pathname)
    event.respondWith(withHeaders(FRAME_HEADERS, new URL(`../sandbox/frame.html${search}`, worker.location)));
  // Only documents and workers have a policy of their own.
  else if (request.mode === "navigate" || request.destination === "worker")
    event.respondWith(withHeaders(HEADERS, request));
});

/**
 * @param {Readonly<Record<string, string>>} added
 * @param {Request | URL} request
 */
async function withHeaders(added, request) {
  const response = await fetch(request);
  // A redirect is the browser's to follow.
  if (response.type === "opaqueredirect") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(added)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
