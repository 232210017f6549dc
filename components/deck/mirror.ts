/**
 * What the presenter runs, the room sees run. Nothing but "run" and "stop" passes between the windows: the code is in both,
 * an edit is a draft that both can read, and the same seed makes the same output.
 */

export type SampleAct = "run" | "stop";

/** Listen for runs in the presenter's window. */
export function onSampleActs(desk: HTMLElement, tell: (act: SampleAct, sample: string) => void): void {
  const about = (act: SampleAct) => (event: Event) => {
    const sample = event.target instanceof HTMLElement ? event.target.dataset["sample"] : undefined;
    if (sample !== undefined) tell(act, sample);
  };
  desk.addEventListener("beamish:run", about("run"));
  desk.addEventListener("beamish:event", (event) => {
    const { detail } = event as CustomEvent<{ readonly type: string; readonly reason?: string }>;
    if (detail.type === "exit" && detail.reason === "aborted") about("stop")(event);
  });
}

/** Repeat runs in the audience's window. Call it before any sample has come to life: it keeps copies of them as they are. */
export function sampleActor(deck: HTMLElement): (act: SampleAct, sample: string) => void {
  const copies = new Map<string, Node>();
  for (const sample of deck.querySelectorAll<HTMLElement>("[data-sample]")) {
    copies.set(sample.dataset["sample"] ?? "", sample.cloneNode(true));
  }
  const pressRun = (sample: Element) => sample.querySelector<HTMLElement>('[data-do="run"]')?.click();

  return (act, name) => {
    const shown = deck.querySelector(`[data-sample="${CSS.escape(name)}"]`);
    const copy = copies.get(name)?.cloneNode(true);
    if (!shown || !(copy instanceof HTMLElement)) return;
    if (act === "stop") {
      // The button that started a run stops it.
      if (shown.matches('[data-phase="running"], [data-phase="waiting"]')) pressRun(shown);
      return;
    }
    // A sample reads the draft when it comes into the page: so that of the presenter is what runs.
    shown.replaceWith(copy);
    pressRun(copy);
  };
}
