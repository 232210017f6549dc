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
  type Group,
  type RunOnce,
  departuresOf,
  grouped,
  keyOf,
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
  /** The address of this page with this order, and with the code if it is the reader's own. */
  linkTo(order: Order): Promise<string>;
  /** What would run now, as text: when it changes, an exploration begins anew. */
  readonly program: string;
}

export class SchedulesView implements View {
  readonly #root: HTMLElement;
  readonly #schedules: Schedules;
  #exploration: Exploration | undefined;
  #program = "";
  /** The groups of outcomes as they are listed. */
  #groups: readonly string[] = [];
  /** Nothing is left to be tried. */
  #isDone = false;
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
      this.#forgetUnlike();
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
    if (deed === "copy") void this.#copyLink(order, button);
    else this.#schedules.run(order);
  }

  async #copyLink(order: Order, button: HTMLElement): Promise<void> {
    await copyText(await this.#schedules.linkTo(order), button, "Link copied");
  }

  /** Tries orders until one fails; pressed again while it does, it ends. */
  async #try(button: HTMLElement): Promise<void> {
    if (this.#abort) return this.#abort.abort();
    const { program, runOnce } = this.#schedules;
    if (program !== this.#program || this.#isDone) this.#exploration = undefined;
    this.#program = program;
    this.#isDone = false;
    const counts = this.#counts;
    this.#exploration ??= new Exploration(runOnce, counts === "lines");
    this.#abort = new AbortController();
    button.textContent = "Stop";
    for await (const findings of this.#exploration.tryMore(counts, BOUNDS, this.#abort.signal)) {
      this.#show(findings);
      this.#isDone = !findings.hasMore;
    }
    this.#abort = undefined;
    button.textContent = this.#isDone ? "Try them again" : "Try more schedules";
  }

  /** Which orders can differ depends on whether it counts what they print. */
  #forgetUnlike(): void {
    if (!this.#exploration || this.#exploration.seesOutput === (this.#counts === "lines")) return;
    this.#abort?.abort();
    this.#exploration = undefined;
    setText(part(this.#root, "tried"), "");
    this.#list([]);
  }

  #show(findings: Findings): void {
    const { outcomes, shortest } = findings;
    setText(part(this.#root, "tried"), verdict(findings));
    const groups = grouped(outcomes);
    const others = groups.filter(({ outcome }) => !shortest || keyOf(outcome) !== keyOf(shortest));
    const like = groups.find((group) => !others.includes(group));
    const first = shortest && { outcome: shortest, count: like?.count ?? 1 };
    this.#list(
      [...(first ? [first] : []), ...others.slice(0, MOST_GROUPS)].map((group) =>
        groupHtml(group, group === first),
      ),
    );
  }

  /** Leaves what is the same: the reader may be about to press a button in it, or have just pressed it. */
  #list(groups: readonly string[]): void {
    const found = part(this.#root, "found");
    while (found.childElementCount > groups.length) found.lastElementChild!.remove();
    for (const [index, html] of groups.entries()) {
      if (html === this.#groups[index]) continue;
      const there = found.children[index];
      if (there) there.outerHTML = html;
      else found.insertAdjacentHTML("beforeend", html);
    }
    this.#groups = groups;
  }
}

function nameOf(order: Order): string {
  if ("seed" in order) return order.seed === 0 ? "seed 0: first come, first served" : `seed ${order.seed}`;
  return order.schedule === "" ? "the usual order" : `schedule ${order.schedule}`;
}

/** What there may be besides. */
const GAPS = {
  long: "Only the first thousand steps of a run are put into another order.",
  host: "It waits for promises, and no schedule decides when those are kept.",
  varies: "It does not do the same each time, so its orders cannot be gone through.",
  endless: "From a run without an end the search cannot go on.",
} as const;

function verdict({ outcomes, shortest, leftOut, hasMore, gap }: Findings): string {
  const count = outcomes.length === 1 ? "1 schedule tried" : `${outcomes.length} schedules tried`;
  const tried = leftOut === 0 ? count : `${count}, ${leftOut} left out that could not differ`;
  const rest = hasMore ? "There are more." : gap === undefined ? "There are no others." : GAPS[gap];
  if (shortest) {
    const { length } = departuresOf(shortest);
    if (length === 0) return `${tried}: the usual order fails.`;
    return `${tried}: one fails that departs from the usual order ${length === 1 ? "once" : `${length} times`}. ${rest}`;
  }
  const kinds = grouped(outcomes).length;
  const seen = kinds > 1 ? `they end in ${kinds} ways, and none fails` : "none fails";
  return `${tried}: ${seen}. ${rest}`;
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
