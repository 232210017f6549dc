/**
 * The only script that a page with instruments loads by itself. It waits for a sign of interest in one of them (a
 * pointer over it, focus in it, a press), then fetches what that one needs. A press that comes first is not lost: it is
 * answered at once and repeated when the rest is there.
 */
import { draftKey } from "./keys.ts";
import { warm } from "./runner.ts";

const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  "beamish-sample": () => import("./sample.ts"),
  "beamish-exercise": () => import("../lab/exercise.ts"),
  "beamish-predict": () => import("../quiz/predict.ts"),
  "beamish-duo": () => import("../lab/duo.ts"),
  "beamish-quiz": () => import("../quiz/quiz.ts"),
};
const any = Object.keys(parts).join();

/** The names of the instruments that an element stands in, that are still asleep. */
function asleep(element: Element): string[] {
  return Object.keys(parts).filter((tag) => element.closest(tag) && !customElements.get(tag));
}

async function wake(element: Element): Promise<void> {
  try {
    await Promise.all(asleep(element).map((tag) => parts[tag]?.()));
  } catch {
    report(element, "crashed", "could not be loaded: check the connection, then press again");
  }
}

function report(element: Element, state: string, word: string): void {
  const head = element.closest("beamish-sample")?.querySelector<HTMLElement>(".head");
  const shown = head?.querySelector(".st");
  if (!head || !shown) return;
  head.dataset["state"] = state;
  shown.textContent = word;
}

/** The reader may be about to press Run: fetch the engine beside the rest, and not after it. */
function expectRun(element: Element): void {
  if (element.closest("beamish-sample, beamish-predict[data-for]")) warm();
}

for (const type of ["pointerover", "focusin"]) {
  document.addEventListener(type, ({ target }) => {
    if (!(target instanceof Element) || asleep(target).length === 0) return;
    expectRun(target);
    void wake(target);
  });
}

document.addEventListener(
  "click",
  async (event) => {
    const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    if (!button || asleep(button).length === 0) return;
    // Whoever is awake already must not hear a press that those around it would miss.
    event.stopPropagation();
    expectRun(button);
    if (button.dataset["do"] === "run") report(button, "running", "running");
    await wake(button);
    if (asleep(button).length === 0) button.click();
  },
  true,
);

/** What a reader left on this device, or was sent in a link, is shown without waiting. */
function waits(instrument: HTMLElement): boolean {
  const sample = instrument.dataset["sample"];
  if (sample && location.hash.startsWith(`#share=${sample}=`)) return true;
  try {
    const key = instrument.dataset["keep"] ?? (sample && draftKey(sample));
    return key !== undefined && localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function look(): void {
  for (const instrument of document.querySelectorAll<HTMLElement>(any)) {
    if (waits(instrument)) void wake(instrument);
  }
}
look();
addEventListener("hashchange", look);
