/**
 * Whether this page shares memory between threads, which a WebContainer needs: the browser allows it to pages that are
 * isolated from other sites. A host that sends the headers has done all there is to do; elsewhere a service worker adds
 * them (public/lab/isolate.js), for which the page has to be loaded once more.
 */

export type Isolation =
  /** It is isolated. */
  | "isolated"
  /** It is, since the page has loaded itself again. */
  | "reloaded"
  /** It is about to load itself again. */
  | "reloading"
  /** Neither the host nor the browser allows it. */
  | "impossible";

/** Milliseconds that it may take to register the service worker: on a busy machine, seconds. */
const REGISTER_LIMIT = 10_000;

const RELOADED = "beamish:isolated";

/** @param folder the address of the lab, whose pages the service worker is for */
export async function isolate(folder: string): Promise<Isolation> {
  const wasReloaded = flag();
  if (crossOriginIsolated) {
    if (wasReloaded) sessionStorage.removeItem(RELOADED);
    return wasReloaded ? "reloaded" : "isolated";
  }
  // Once: a page that isolation does not reach must not go round in circles.
  if (wasReloaded || !("serviceWorker" in navigator)) return "impossible";
  try {
    await Promise.race([controlled(folder), tooLong()]);
    sessionStorage.setItem(RELOADED, "yes");
    location.reload();
    return "reloading";
  } catch {
    return "impossible";
  }
}

/** Resolves when the service worker answers for the pages of the folder. */
async function controlled(folder: string): Promise<void> {
  const { serviceWorker } = navigator;
  await serviceWorker.register(`${folder}isolate.js`);
  if (serviceWorker.controller !== null) return;
  await new Promise((resolve) => {
    serviceWorker.addEventListener("controllerchange", resolve, { once: true });
  });
}

/** Some browsers neither register a service worker nor refuse to. */
function tooLong(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(reject, REGISTER_LIMIT);
  });
}

function flag(): boolean {
  try {
    return sessionStorage.getItem(RELOADED) !== null;
  } catch {
    // Without storage there is no telling, so there is no second try.
    return true;
  }
}
