/**
 * Isolates the lab on hosts that send no headers: a service worker for this folder, which adds them. The page registers
 * it only where it is needed (components/container/isolation.ts). It keeps nothing and answers nothing by itself.
 */

/** The same as ISOLATED in src/site/csp.ts. */
const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

// The types of service workers and those of pages exclude each other.
const worker = /** @type {any} */ (self);

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  /** @type {Request} */
  const request = event.request;
  // Only documents and workers have a policy of their own.
  const needsHeaders = request.mode === "navigate" || request.destination === "worker";
  // Without isolation the page's own engine runs, whose frame has no headers on such a host.
  const isPlain = new URL(request.url).searchParams.get("engine") === "worker";
  if (needsHeaders && !isPlain) event.respondWith(isolated(request));
});

/** @param {Request} request */
async function isolated(request) {
  const response = await fetch(request);
  // A redirect is the browser's to follow.
  if (response.type === "opaqueredirect") return response;
  const headers = new Headers(response.headers);
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}
