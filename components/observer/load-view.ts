/** How busy the system is: four small charts, and who does and holds most. */
import { highest, memoryOf, type Sample, type Share } from "../../src/observer/load.ts";
import { lineChart } from "../../src/observer/load-svg.ts";
import { escapeText } from "../../src/observer/sequence-svg.ts";
import type { Moment, View } from "./moment.ts";
import { setHtml } from "./parts.ts";

const CHARTS: readonly (readonly [name: string, valueOf: (sample: Sample) => number])[] = [
  ["Run queue", ({ queue }) => queue],
  ["Messages in mailboxes", ({ messages }) => messages],
  ["Processes alive", ({ alive }) => alive],
  ["Reductions", ({ work }) => work],
];

export class LoadView implements View {
  readonly #root: HTMLElement;

  constructor(root: HTMLElement) {
    this.#root = root;
  }

  draw({ load, system, moment }: Moment): void {
    const charts = CHARTS.map(([name, valueOf]) => {
      const here = load.samples.findLast((sample) => sample.moment <= moment);
      return `<figure><figcaption>${name} <b>${here ? valueOf(here) : 0}</b></figcaption>${lineChart(load.samples, valueOf, name, moment)}</figure>`;
    });
    setHtml(
      this.#root,
      `<div class="obs-charts">${charts.join("")}</div><div class="obs-charts">` +
        bars(
          "Reductions",
          "turns, and messages sent and received",
          highest(system, (process) => process.reductions),
        ) +
        bars(
          "Mailboxes",
          "messages that wait",
          highest(system, (process) => process.mailbox),
        ) +
        bars("Memory", "characters of the state, as printed", highest(system, memoryOf)) +
        "</div>",
    );
  }
}

function bars(title: string, unit: string, shares: readonly Share[]): string {
  const top = shares[0]?.value ?? 1;
  const rows = shares.map(({ process, value }) => {
    const name = escapeText(process.name ?? process.pid);
    return `<li><span>${name}</span><svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true"><rect width="${((100 * value) / top).toFixed(1)}" height="1"/></svg><b>${value}</b></li>`;
  });
  return `<figure><figcaption>${title} <span>${unit}</span></figcaption>${rows.length > 0 ? `<ol class="obs-bars">${rows.join("")}</ol>` : '<p class="obs-hint">none</p>'}</figure>`;
}
