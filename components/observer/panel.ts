/** The observer beside a sample: its tree and its sequence, live while it runs and to be stepped through afterwards. */
import type { RecordedEvent } from "beamish/trace";
import { System } from "../../src/observer/model.ts";
import { sequence, type Sequence } from "../../src/observer/sequence.ts";
import { escapeText, sequenceSvg } from "../../src/observer/sequence-svg.ts";
import { treeHtml } from "../../src/observer/tree-html.ts";
import type { RunEvent } from "../../src/sandbox/engine.ts";
import "./observer.css";

/** Steps drawn at the most; the text below the diagram says so when a run has more. */
const LIMIT = 300;
const PLAY_MILLISECONDS = 700;

export class ObserverPanel {
  readonly #root: HTMLElement;
  #events: RecordedEvent[] = [];
  #sequence: Sequence = sequence([]);
  /** Steps shown; undefined follows the run. */
  #shown: number | undefined;
  #drawing = false;
  #playing: ReturnType<typeof setInterval> | undefined;

  /** @param root the element that Watch.astro made: `data-part` names its places */
  constructor(root: HTMLElement) {
    this.#root = root;
    this.#part("scrub").addEventListener("input", (event) => {
      this.#show(Number((event.target as HTMLInputElement).value));
    });
    root.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLButtonElement>("button[data-do]");
      if (button?.dataset["do"] === "back") this.#show(this.#position() - 1);
      else if (button?.dataset["do"] === "step") this.#show(this.#position() + 1);
      else if (button?.dataset["do"] === "play") this.#play();
    });
  }

  /** Forget the last run. */
  clear(): void {
    this.#stopPlaying();
    this.#events = [];
    this.#shown = undefined;
    this.#draw();
  }

  /** Take in one event of the sample's run. */
  accept(event: RunEvent): void {
    if (event.type === "trace") {
      this.#events.push(...event.events);
      this.#draw();
    }
  }

  #position(): number {
    return this.#shown ?? this.#sequence.steps.length;
  }

  #show(count: number): void {
    this.#stopPlaying();
    this.#moveTo(count);
  }

  #moveTo(count: number): void {
    this.#shown = Math.max(0, Math.min(count, this.#sequence.steps.length));
    this.#draw();
  }

  #play(): void {
    if (this.#playing) {
      this.#stopPlaying();
      return;
    }
    if (this.#position() >= this.#sequence.steps.length) this.#moveTo(0);
    this.#playing = setInterval(() => {
      this.#moveTo(this.#position() + 1);
      if (this.#position() >= this.#sequence.steps.length) this.#stopPlaying();
    }, PLAY_MILLISECONDS);
    this.#part("play").textContent = "Pause";
  }

  #stopPlaying(): void {
    clearInterval(this.#playing);
    this.#playing = undefined;
    this.#part("play").textContent = "Play";
  }

  /** Draw once a frame, however many events came. */
  #draw(): void {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.#render();
    });
  }

  #render(): void {
    this.#sequence = sequence(this.#events, LIMIT);
    const { steps } = this.#sequence;
    const shown = this.#position();
    const moment = shown >= steps.length ? this.#events.length : (steps[shown - 1]?.moment ?? 0);
    const empty = this.#events.length === 0;
    const following = this.#shown === undefined;
    this.#part("empty").hidden = !empty;
    this.#part("views").hidden = empty;
    this.#part("tree").innerHTML = treeHtml(System.after(this.#events, moment));
    this.#part("sequence").innerHTML = sequenceSvg(this.#sequence, moment);
    this.#part("story").innerHTML = steps
      .map((step, index) => `<li${index < shown ? "" : ' class="ghost"'}>${escapeText(step.sentence)}</li>`)
      .join("");
    this.#part("more").hidden = steps.length < LIMIT;
    const scrub = this.#part("scrub") as HTMLInputElement;
    scrub.max = String(steps.length);
    scrub.value = String(shown);
    scrub.setAttribute("aria-valuetext", steps[shown - 1]?.sentence ?? "before the first step");
    this.#part("count").textContent = `${shown} of ${steps.length}`;
    for (const button of this.#root.querySelectorAll<HTMLButtonElement>("button[data-do]"))
      button.disabled = steps.length === 0;
    scrub.disabled = steps.length === 0;
    if (following) return;
    const now = this.#part("sequence").querySelector(".now");
    now?.scrollIntoView({ block: "nearest" });
  }

  #part(name: string): HTMLElement {
    const found = this.#root.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (!found)
      throw new Error(`Expected a data-part="${name}" in the observer panel, found none: see Watch.astro.`);
    return found;
  }
}
