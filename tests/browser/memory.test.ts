/** What a page holds after many runs: as much as after a few. */
import assert from "node:assert/strict";
import type { CDPSession, Frame, Locator, Page } from "playwright";
import { chapter, pagesOf, sampleOf } from "../support/sample.ts";

const { withPage } = pagesOf();

/** Runs after which all that is made once has been made. */
const FIRST = 20;
const RUNS = 100;
const MOST_GROWTH = 1.1;

interface Held {
  /** Bytes of values, on the page and in the sandbox's frame. */
  readonly heap: number;
  readonly nodes: number;
  readonly workers: number;
}

/** The sessions of the page and, if the browser gives it a process of its own, of the sandbox's frame. */
async function sessionsOf(page: Page): Promise<CDPSession[]> {
  const attach = (target: Page | Frame): Promise<CDPSession[]> =>
    page
      .context()
      .newCDPSession(target)
      .then(
        (session) => [session],
        () => [],
      );
  const found = await Promise.all([page, ...page.frames().slice(1)].map(attach));
  return found.flat();
}

async function held(page: Page, sessions: readonly CDPSession[]): Promise<Held> {
  let heap = 0;
  let nodes = 0;
  for (const session of sessions) {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    const counters = await session.send("Memory.getDOMCounters");
    heap += usedSize;
    nodes += counters.nodes;
  }
  return { heap, nodes, workers: page.workers().length };
}

/** Runs a sample so many times, each as soon as the one before is over. */
async function runs(sample: Locator, times: number): Promise<void> {
  await sample.evaluate(async (element: HTMLElement, count) => {
    const run = element.querySelector<HTMLElement>('[data-do="run"]')!;
    for (let i = 0; i < count; i++) {
      const isOver = new Promise<void>((resolve) => {
        const hear = (event: Event): void => {
          if ((event as CustomEvent<{ type: string }>).detail.type !== "exit") return;
          element.removeEventListener("beamish:event", hear);
          resolve();
        };
        element.addEventListener("beamish:event", hear);
      });
      run.click();
      await isOver;
    }
  }, times);
}

function staysFlat(name: string, path: string, sampleIn: (page: Page) => Locator): void {
  withPage(
    name,
    async ({ page }) => {
      const sample = sampleIn(page);
      await sample.locator('[data-do="run"]').hover();
      await page.waitForFunction(() => customElements.get("beamish-sample") !== undefined);
      await runs(sample, FIRST);
      const sessions = await sessionsOf(page);
      const before = await held(page, sessions);
      await runs(sample, RUNS);
      const after = await held(page, sessions);
      const kilobytes = (bytes: number): string => `${Math.round(bytes / 1024)} kB`;
      console.log(
        `${name}: ${kilobytes(before.heap)}, after ${RUNS} more runs ${kilobytes(after.heap)}; ` +
          `${before.nodes} and ${after.nodes} nodes, ${after.workers} workers`,
      );
      assert.ok(after.heap <= MOST_GROWTH * before.heap, `${before.heap} -> ${after.heap} bytes`);
      assert.ok(after.nodes <= MOST_GROWTH * before.nodes, `${before.nodes} -> ${after.nodes} nodes`);
      assert.ok(after.workers <= before.workers + 1, `${before.workers} -> ${after.workers} workers`);
    },
    { path, width: 1440 },
  );
}

staysFlat("memory of a page with a sample", chapter, (page) => sampleOf(page, "first-message.ts"));
staysFlat("memory of a page with a sample that is watched", "play/", (page) =>
  page.locator("beamish-play beamish-sample"),
);
