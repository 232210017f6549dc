/** Boots the one WebContainer that a tab can have, and says why when that is not possible. */
import { configureAPIKey, WebContainer } from "@webcontainer/api";

/** Why there is no container. */
export type Obstacle =
  /** The browser lacks what the container is made of. */
  | "unsupported"
  /** The page was not served with the headers that isolate it. */
  | "not_isolated"
  /** The machines that serve the container's runtime do not answer, and neither do this site's: there is no network. */
  | "unreachable"
  /** They do not answer, and this site's do. */
  | "blocked"
  /** They answer, but the container did not start in time. */
  | "slow"
  /** It started to start, and failed. */
  | "failed";

export class Unavailable extends Error {
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle, message: string) {
    super(message);
    this.name = "Unavailable";
    this.obstacle = obstacle;
  }
}

/** Milliseconds that the container may take to boot. */
const BOOT_LIMIT = 15_000;
/** Milliseconds in which its server must answer a question for nothing. */
const PROBE_LIMIT = 5_000;

const SERVER = "https://stackblitz.com/headless";

/** What is being done, in the order in which it is done. */
export type BootStep =
  /** Whether the browser and the page can hold a container. */
  | "browser"
  /** Whether the service answers. */
  | "service"
  /** The service starts its Node. */
  | "node"
  /** The project is put into it. */
  | "files";

/** The client's own lock is never released when its server does not answer: one boot a page, whatever comes of it. */
let booting: Promise<WebContainer> | undefined;
let hasBooted = false;

/**
 * Boots the container, or gives the one that has been booted. A service that did not answer, or not in time, can be
 * asked again.
 *
 * @param key the site's key for the service, if it has one
 * @param onStep told of each step as it begins
 * @throws {Unavailable} if the browser, the page, the network or the service does not allow it
 */
export async function bootContainer(
  key: string | undefined,
  onStep: (step: BootStep) => void = () => undefined,
): Promise<WebContainer> {
  onStep("browser");
  if (typeof SharedArrayBuffer === "undefined" && self.crossOriginIsolated)
    throw new Unavailable(
      "unsupported",
      "This browser has no shared memory, which a Node project in a page needs.",
    );
  if (!self.crossOriginIsolated)
    throw new Unavailable(
      "not_isolated",
      "This page is not isolated from other sites, which a Node project needs.",
    );
  if (booting === undefined) {
    onStep("service");
    // Asked first, because a boot that has begun without an answer cannot be begun again.
    if (!(await answers(SERVER))) throw (await answers(location.href)) ? blocked() : unreachable();
  }
  onStep("node");
  booting ??= boot(key);
  return within(BOOT_LIMIT, booting.catch(failed));
}

function boot(key: string | undefined): Promise<WebContainer> {
  // Only the first boot can be given a key.
  if (key !== undefined && key !== "" && !hasBooted) configureAPIKey(key);
  hasBooted = true;
  const container = WebContainer.boot({ coep: "require-corp", workdirName: "project" });
  container.catch(() => (booting = undefined));
  return container;
}

function within<T>(milliseconds: number, result: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      reject(slow());
    }, milliseconds);
    result.then(resolve, reject).finally(() => {
      clearTimeout(limit);
    });
  });
}

/** Whether somebody answers there; what they say cannot be read from here. */
async function answers(address: string): Promise<boolean> {
  try {
    await fetch(address, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(PROBE_LIMIT) });
    return true;
  } catch {
    return false;
  }
}

const unreachable = () =>
  new Unavailable(
    "unreachable",
    "The service that runs Node in a page cannot be reached, and neither can this site: there is no network.",
  );
const blocked = () =>
  new Unavailable(
    "blocked",
    "The service that runs Node in a page cannot be reached, though this site can: an extension or the network blocks it, or it is down.",
  );
const slow = () =>
  new Unavailable(
    "slow",
    `The service that runs Node in a page did not start within ${BOOT_LIMIT / 1_000} seconds.`,
  );

function failed(error: unknown): never {
  throw new Unavailable(
    "failed",
    `Node did not start in this page: ${error instanceof Error ? error.message : String(error)}`,
  );
}
