/** The views that are text: this moment, the comparison with OTP, and the run in words. */
import { beside, verdictOf } from "../../src/observer/beside.ts";
import { escapeText } from "../../src/observer/sequence-svg.ts";
import { sentence } from "../../src/observer/story.ts";
import { tablesAfter } from "../../src/observer/tables.ts";
import { listHtml } from "./inspector-view.ts";
import type { Desk, Moment, View } from "./moment.ts";
import { setHtml } from "./parts.ts";

const MOST_ROWS = 30;
/** Steps told before and after the moment. */
const STEPS_AROUND = 40;

/** Mailboxes, tables and output as they are at the moment. */
export class MomentView implements View {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  draw({ history, system, moment }: Moment): void {
    const full: string[] = [];
    for (const process of system.all())
      if (process.mailbox > 0 && full.length < MOST_ROWS)
        full.push(`${process.name ?? process.pid}: ${process.mailbox} waiting`);
    const tables = tablesAfter(history.events.slice(0, moment - history.first));
    const printed = history.printedBy(moment).map(({ text }) => text);
    const html = [
      listHtml("Printed", printed.slice(-MOST_ROWS), "nothing yet"),
      listHtml("Mailboxes", full, "all empty"),
      ...tables.map(({ name, owner, rows }) =>
        listHtml(
          `Table ${escapeText(name)}, of ${escapeText(system.nameOf(owner))}`,
          [...rows.values()].map((row) => row.slice(1, -1)),
          "empty",
        ),
      ),
    ];
    if (tables.length === 0) html.push(listHtml("Tables", [], "none"));
    setHtml(this.#root, html.join(""));
  }
}

/** What the program printed here and on real OTP. */
export class BesideView implements View {
  readonly #root: HTMLElement;
  readonly #recorded: readonly string[];
  readonly #isOriginal: () => boolean;

  /**
   * @param recorded what the same program, written in Elixir, printed
   * @param isOriginal whether it is the same program still
   */
  constructor(root: HTMLElement, recorded: string, isOriginal: () => boolean) {
    this.#root = root;
    this.#recorded = recorded.replace(/\n$/, "").split("\n");
    this.#isOriginal = isOriginal;
  }

  draw({ history, moment }: Moment): void {
    const here = history.printedBy(moment).flatMap(({ text }) => text.split("\n"));
    const otp = moment >= history.last ? this.#recorded : this.#recorded.slice(0, here.length);
    const pairs = beside(here, otp);
    const isSame = pairs.length > 0 && pairs.every((pair) => pair.same);
    const rows = pairs.map(
      (pair, index) =>
        `<tr${pair.same ? "" : ' class="differs"'}><th scope="row">${index + 1}${pair.same ? "" : DIFFERS}</th><td>${cell(pair.here)}</td><td>${cell(pair.otp)}</td></tr>`,
    );
    setHtml(
      this.#root,
      `<p class="obs-badge" data-state="${isSame ? "done" : "crashed"}"><i class="lamp"></i><span class="st">${verdictOf(pairs)}</span></p>` +
        (this.#isOriginal()
          ? ""
          : '<p class="obs-hint">The code is yours now; the original was recorded.</p>') +
        `<table class="obs-table"><thead><tr><th scope="col"><span class="vh">Line</span></th><th scope="col">this run</th><th scope="col">recorded on OTP</th></tr></thead><tbody>${rows.join("")}</tbody></table>`,
    );
  }
}

const DIFFERS = ' <span aria-hidden="true">≠</span><span class="vh">differs</span>';
const cell = (text: string | undefined) =>
  text === undefined ? '<span class="vh">nothing</span>' : `<code>${escapeText(text)}</code>`;

/** The run in sentences, around the moment. Each is a button that leads to its moment. */
export class WordsView implements View {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement, desk: Desk) {
    this.#root = root;
    root.addEventListener("click", ({ target }) => {
      const to = (target as Element).closest<HTMLElement>("[data-moment]")?.dataset["moment"];
      if (to !== undefined) desk.goTo(Number(to));
    });
  }

  draw({ sequence, history, moment }: Moment): void {
    const { steps } = sequence;
    const at = sequence.stepsBy(moment);
    const from = Math.max(0, Math.min(at, steps.length) - STEPS_AROUND);
    const to = Math.min(steps.length, at + STEPS_AROUND);
    const nameOf = (pid: string) => history.latest.nameOf(pid);
    const items = steps.slice(from, to).map((step, index) => {
      const here = from + index === at - 1 ? ' aria-current="step"' : "";
      const ghost = step.moment > moment ? ' class="ghost"' : "";
      return `<li value="${from + index + 1}"${ghost}><button type="button" data-moment="${step.moment}"${here}>${escapeText(sentence(step, sequence, nameOf))}</button></li>`;
    });
    const rest = (count: number, where: string) =>
      count > 0 ? `<p class="obs-hint">${count} ${where}</p>` : "";
    setHtml(
      this.#root,
      steps.length === 0
        ? '<p class="obs-hint">No message has been sent.</p>'
        : `${rest(from, "steps before these")}<ol class="obs-words">${items.join("")}</ol>${rest(steps.length - to, "steps after these")}`,
    );
  }
}
