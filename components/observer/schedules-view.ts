/** The order in which processes had their turns: the seed that makes it, and what other orders lead to. */
import { escapeText } from "../../src/observer/sequence-svg.ts";
import { copyText } from "../sample/copy.ts";
import type { Moment, View } from "./moment.ts";
import { part, setText } from "./parts.ts";
import { grouped, trySeeds, type Group, type RunOnce } from "./try-seeds.ts";

/** Orders tried at a time. */
const TRIES = 20;
const LARGEST = 2 ** 31 - 1;

export interface Schedules {
  /** Runs the sample again with this seed, to be watched. */
  run(seed: number): void;
  /** Runs it to its end, unseen. */
  readonly runOnce: RunOnce;
  /** The address of this page with this seed. */
  linkTo(seed: number): string;
}

export class SchedulesView implements View {
  readonly #root: HTMLElement;
  readonly #schedules: Schedules;
  #next = 1;
  #isTrying = false;

  constructor(root: HTMLElement, schedules: Schedules) {
    root.innerHTML = SCHEDULES;
    this.#root = root;
    this.#schedules = schedules;
    root.addEventListener("click", ({ target }) => {
      const button = (target as Element).closest<HTMLElement>("[data-schedule]");
      if (button) this.#act(button);
    });
  }

  draw({ seed }: Moment): void {
    setText(part(this.#root, "seed-of-run"), seed === 0 ? "0: first come, first served" : String(seed));
  }

  #act(button: HTMLElement): void {
    const field = part<HTMLInputElement>(this.#root, "seed");
    const { replay, schedule } = button.dataset;
    if (replay !== undefined) field.value = replay;
    const seed = Math.max(0, Math.min(LARGEST, Math.trunc(Number(field.value)) || 0));
    if (schedule === "copy") void copyText(this.#schedules.linkTo(seed), button, "Link copied");
    else if (schedule === "try") void this.#try(button);
    else this.#schedules.run(seed);
  }

  async #try(button: HTMLElement): Promise<void> {
    if (this.#isTrying) return;
    this.#isTrying = true;
    button.ariaDisabled = "true";
    const found = part(this.#root, "found");
    for await (const outcomes of trySeeds(this.#schedules.runOnce, this.#next, TRIES)) {
      const groups = grouped(outcomes);
      setText(part(this.#root, "tried"), verdict(outcomes.length, groups));
      found.innerHTML = groups.map(groupHtml).join("");
    }
    this.#next += TRIES;
    this.#isTrying = false;
    button.ariaDisabled = "false";
  }
}

function verdict(tried: number, groups: readonly Group[]): string {
  const failed = groups.filter(({ outcome }) => outcome.failure !== undefined);
  const count = failed.reduce((sum, { seeds }) => sum + seeds.length, 0);
  if (count > 0) return `${tried} orders tried: ${count} fail.`;
  if (groups.length > 1) return `${tried} orders tried: they print ${groups.length} different things.`;
  return `${tried} orders tried: all print the same.`;
}

function groupHtml({ outcome, seeds }: Group): string {
  const { seed, lines, failure } = outcome;
  const shown = [...lines.slice(0, 6), ...(lines.length > 6 ? [`and ${lines.length - 6} more lines`] : [])];
  const state = failure === undefined ? "done" : "crashed";
  const said = failure === undefined ? `seed ${seed}` : `seed ${seed}: ${failure}`;
  const others = seeds.length === 1 ? "" : `, and ${seeds.length - 1} more like it`;
  return (
    `<section><p class="obs-state" data-state="${state}"><i class="lamp"></i><span class="st">${escapeText(said + others)}</span>` +
    `<button class="btn s" type="button" data-schedule="run" data-replay="${seed}" aria-label="Replay seed ${seed}">Replay</button></p>` +
    `<ol class="obs-list">${shown.map((line) => `<li>${escapeText(line)}</li>`).join("")}</ol></section>`
  );
}

const SCHEDULES = `
  <p class="m">This run had the seed <b data-part="seed-of-run"></b></p>
  <p class="obs-hint">The seed decides in which order those that can run have their turns. The same seed gives the same
    run; another one may show a race that this one hides.</p>
  <div class="obs-acts"><div><label class="m">seed <input type="number" min="0" max="${LARGEST}" value="0" data-part="seed"></label>
    <button class="btn s" type="button" data-schedule="run">Run</button>
    <button class="btn q s" type="button" data-schedule="copy">Copy link</button></div>
    <div><button class="btn s" type="button" data-schedule="try">Try ${TRIES} other orders</button></div></div>
  <p class="m" role="status" data-part="tried"></p>
  <div data-part="found"></div>`;
