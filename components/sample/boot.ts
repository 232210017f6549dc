/**
 * The only script that a page with instruments loads by itself. It waits for a sign of interest in one of them (a
 * pointer over it, focus in it, a press), then fetches what that one needs. A press that comes first is not lost: it is
 * answered at once and repeated when the rest is there.
 */
import { draftKey } from "./keys.ts";

const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  "beamish-sample": () => import("./sample.ts"),
  "beamish-exercise": () => import("../lab/exercise.ts"),
  "beamish-predict": () => import("../quiz/predict.ts"),
  "beamish-duo": () => import("../lab/duo.ts"),
  "beamish-quiz": () => import("../quiz/quiz.ts"),
};
const any = Object.keys(parts).join();

/** Load the parts for an instrument and for those it stands in. */
async function wake(instrument: Element): Promise<void> {
  const tags = Object.keys(parts).filter((tag) => instrument.closest(tag));
  try {
    await Promise.all(tags.map((tag) => parts[tag]?.()));
  } catch {
    report(instrument, "crashed", "could not be loaded: check the connection and press again");
  }
}

function report(instrument: Element, state: string, word: string): void {
  const head = instrument.querySelector<HTMLElement>(".head");
  if (head) head.dataset["state"] = state;
  const shown = head?.querySelector(".st");
  if (shown) shown.textContent = word;
}

function instrumentOf(event: Event): Element | null {
  return event.target instanceof Element ? event.target.closest(any) : null;
}

for (const type of ["pointerover", "focusin"]) {
  document.addEventListener(type, (event) => {
    const instrument = instrumentOf(event);
    if (instrument && !instrument.matches(":defined")) void wake(instrument);
  });
}

document.addEventListener("click", async (event) => {
  const instrument = instrumentOf(event);
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
  if (!instrument || !button || instrument.matches(":defined")) return;
  if (button.dataset["do"] === "run") report(instrument, "running", "running");
  await wake(instrument);
  if (instrument.matches(":defined")) button.click();
});

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
    if (!instrument.matches(":defined") && waits(instrument)) void wake(instrument);
  }
}
look();
addEventListener("hashchange", look);
