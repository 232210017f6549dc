/** Waiting that ends: for a browser that never answers, and for a page that has come to rest. */
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright";

/** Several times what the slowest test takes on a busy machine, in milliseconds. */
const LONGEST = 120_000;

export const OPEN = Symbol("still open");

/** What a promise gives, or `OPEN` if it has given nothing after so many milliseconds. */
export const within = (milliseconds: number, promise: Promise<unknown>): Promise<unknown> =>
  Promise.race([promise, wait(milliseconds, OPEN, { ref: false })]);

/** Waits for a test on a page. A step that is never answered has no time limit of its own: this one says what the page still does. */
export async function ended(body: Promise<void>, page: Page): Promise<void> {
  if ((await within(LONGEST, body)) !== OPEN) return;
  const runs = await within(
    5_000,
    page.evaluate(() => document.visibilityState),
  );
  const draws = await within(
    5_000,
    page.evaluate(() => new Promise(requestAnimationFrame)),
  );
  const says = (answer: unknown, what: string) =>
    answer === OPEN ? `does not ${what}` : `does ${what} (${answer})`;
  assert.fail(
    `The test has not ended in ${LONGEST / 1_000} s. The page ${says(runs, "answer")} and ${says(draws, "draw")}.`,
  );
}

/** What a promise gives; if it fails, something is closed first that would keep the process of the test from ending. */
export const orClose = <T>(promise: Promise<T>, close: () => Promise<unknown>): Promise<T> =>
  promise.catch(async (error: unknown) => {
    await close();
    throw error;
  });

const QUIET_MILLISECONDS = 300;

/** Waits until nothing of the page has come or gone for a while, as axe needs it: what goes while it is looked at, axe cannot name. */
export const quiet = (page: Page): Promise<void> =>
  page.evaluate(
    (milliseconds) =>
      new Promise<void>((resolve) => {
        const rest = () => setTimeout(() => (observer.disconnect(), resolve()), milliseconds);
        const observer = new MutationObserver(() => {
          clearTimeout(timer);
          timer = rest();
        });
        let timer = rest();
        const roots = [...document.querySelectorAll("*")].flatMap(({ shadowRoot }) => shadowRoot ?? []);
        for (const root of [document.body, ...roots])
          observer.observe(root, { subtree: true, childList: true });
      }),
    QUIET_MILLISECONDS,
  );
