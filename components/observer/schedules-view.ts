/** The order in which processes had their turns: the seed or schedule that makes it, and what other orders lead to. */
import { escapeText } from "../../src/observer/sequence-svg.ts";
import { copyText } from "../sample/copy.ts";
import type { Moment, View } from "./moment.ts";
import type { Order } from "./order.ts";
import { part, setText } from "./parts.ts";
import {
  type Counts,
  Exploration,
  type Findings,
  grouped,
  type Group,
  type Outcome,
  type RunOnce,
} from "./try-orders.ts";

/** What one press of the button may take. */
const BOUNDS = { runs: 100, milliseconds: 20_000 };
const LARGEST = 2 ** 31 - 1;
/** Groups of outcomes that are shown, and lines of each. */
const MOST_GROUPS = 8;
const MOST_LINES = 6;

export interface Schedules {
  /** Runs the sample again in this order, to be watched. */
  run(order: Order): void;
  /** Runs it to its end, unseen. */
  readonly runOnce: RunOnce;
  /** The address of this page with this order. */
  linkTo(order: Order): string;
  /** What would run now, as text: when it changes, an exploration begins anew. */
  readonly program: string;
}

export class SchedulesView implements View {
  readonly #root: HTMLElement;
  readonly #schedules: Schedules;
  #exploration: Exploration | undefined;
  #program = "";
  /** Ends what is being tried. */
  #abort: AbortController | undefined;

  constructor(root: HTMLElement, schedules: Schedules) {
    root.innerHTML = SCHEDULES;
    this.#root = root;
    this.#schedules = schedules;
    root.addEventListener("click", ({ target }) => {
      const button = (target as Element).closest<HTMLElement>("[data-schedule]");
      if (button) this.#act(button);
    });
    part(root, "counts").addEventListener("change", () => {
      if (this.#exploration) this.#show(this.#exploration.findings(this.#counts));
    });
  }

  draw({ order }: Moment): void {
    setText(part(this.#root, "order-of-run"), nameOf(order));
  }

  get #counts(): Counts {
    return part<HTMLSelectElement>(this.#root, "counts").value as Counts;
  }

  #act(button: HTMLElement): void {
    const { replay, schedule: deed } = button.dataset;
    if (deed === "try") return void this.#try(button);
    const { value } = part<HTMLInputElement>(this.#root, "seed");
    const seed = Math.max(0, Math.min(LARGEST, Math.trunc(Number(value)) || 0));
    const order = replay === undefined ? { seed } : { schedule: replay };
    if (deed === "copy") void copyText(this.#schedules.linkTo(order), button, "Link copied");
    else this.#schedules.run(order);
  }

  /** Tries orders until one fails; pressed again while it does, it ends. */
  async #try(button: HTMLElement): Promise<void> {
    if (this.#abort) return this.#abort.abort();
    const { program, runOnce } = this.#schedules;
    if (program !== this.#program) this.#exploration = undefined;
    this.#program = program;
    this.#exploration ??= new Exploration(runOnce);
    this.#abort = new AbortController();
    button.textContent = "Stop";
    const counts = this.#counts;
    for await (const findings of this.#exploration.tryMore(counts, BOUNDS, this.#abort.signal))
      this.#show(findings);
    this.#abort = undefined;
    button.textContent = "Try more schedules";
  }

  #show(findings: Findings): void {
    const { outcomes, shortest } = findings;
    setText(part(this.#root, "tried"), verdict(findings));
    const groups = grouped(outcomes);
    const others = groups.filter(({ outcome }) => !shortest || !isLike(outcome, shortest));
    const first = groups.filter((group) => !others.includes(group));
    part(this.#root, "found").innerHTML = [...first, ...others.slice(0, MOST_GROUPS)]
      .map((group) => groupHtml(group, group === first[0]))
      .join("");
  }
}

const isLike = (one: Outcome, other: Outcome) =>
  one.failure === other.failure && one.lines.join("\n") === other.lines.join("\n");

function nameOf(order: Order): string {
  if ("seed" in order) return order.seed === 0 ? "seed 0: first come, first served" : `seed ${order.seed}`;
  return order.schedule === "" ? "the usual order" : `schedule ${order.schedule}`;
}

function verdict({ outcomes, shortest, isComplete }: Findings): string {
  const tried = outcomes.length === 1 ? "1 schedule tried" : `${outcomes.length} schedules tried`;
  if (shortest) {
    const away = shortest.schedule === "" ? 0 : shortest.schedule.split(" ").length;
    if (away === 0) return `${tried}: the usual order fails.`;
    return `${tried}: one fails that departs from the usual order ${away === 1 ? "once" : `${away} times`}. None that departs less does.`;
  }
  const kinds = grouped(outcomes).length;
  const seen = kinds > 1 ? `they end in ${kinds} ways, and none fails` : "none fails";
  return isComplete ? `${tried}: ${seen}. There are no others.` : `${tried}: ${seen}. There are more.`;
}

function groupHtml({ outcome, count }: Group, isFailure: boolean): string {
  const { schedule, lines, failure } = outcome;
  const more = lines.length - MOST_LINES;
  const shown = [...lines.slice(0, MOST_LINES), ...(more > 0 ? [`and ${more} more lines`] : [])];
  const name = nameOf({ schedule });
  const said = failure === undefined ? name : `${name}: ${failure}`;
  const others = count === 1 ? "" : `, and ${count - 1} more like it`;
  const data = `data-replay="${escapeText(schedule)}"`;
  return (
    `<section><p class="obs-state" data-state="${isFailure ? "crashed" : "done"}"><i class="lamp"></i>` +
    `<span class="st">${escapeText(said + others)}</span>` +
    `<button class="btn s" type="button" data-schedule="run" ${data} aria-label="Replay ${escapeText(name)}">Replay</button>` +
    `<button class="btn q s" type="button" data-schedule="copy" ${data} data-of="to ${escapeText(name)}" aria-label="Copy link to ${escapeText(name)}"><span class="lbl">Copy link</span></button></p>` +
    `<ol class="obs-list">${shown.map((line) => `<li>${escapeText(line)}</li>`).join("")}</ol></section>`
  );
}

const SCHEDULES = `
  <p class="m">This run had <b data-part="order-of-run"></b></p>
  <p class="obs-hint">A seed or a schedule decides in which order those that can run have their turns. The same one gives the
    same run; another one may show a race that this one hides.</p>
  <div class="obs-acts"><div><label class="m">seed <input type="number" min="0" max="${LARGEST}" value="0" data-part="seed"></label>
    <button class="btn s" type="button" data-schedule="run">Run</button>
    <button class="btn q s" type="button" data-schedule="copy"><span class="lbl">Copy link</span></button></div>
    <div><label class="m">fails with <select data-part="counts"><option value="errors">an error, or no end</option>
    <option value="reports">also a crash report</option><option value="lines">also other output than usual</option></select></label>
    <button class="btn s" type="button" data-schedule="try">Try other schedules</button></div></div>
  <p class="m" role="status" data-part="tried"></p>
  <div data-part="found"></div>`;
