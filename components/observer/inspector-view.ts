/** One process, and what can be done to it. */
import { intensityText, type Intensity } from "../../src/observer/intensity.ts";
import type { ProcessView } from "../../src/observer/model.ts";
import { restartsText } from "../../src/observer/outline.ts";
import { profileOf } from "../../src/observer/profile.ts";
import { escapeText } from "../../src/observer/sequence-svg.ts";
import { textOf } from "../../src/sandbox/values.ts";
import type { Desk, Moment, View } from "./moment.ts";
import { setHtml, setText } from "./parts.ts";

const MOST_LISTED = 20;
/** Characters of a state. */
const LONGEST = 400;

export class InspectorView implements View {
  readonly #desk: Desk;
  readonly #title = document.createElement("div");
  readonly #acts = document.createElement("form");
  readonly #body = document.createElement("div");
  #pid: string | undefined;

  constructor(root: HTMLElement, desk: Desk) {
    this.#desk = desk;
    this.#acts.className = "obs-acts";
    this.#acts.hidden = true;
    this.#acts.innerHTML = ACTS;
    root.append(this.#title, this.#acts, this.#body);
    this.#acts.addEventListener("submit", (event) => event.preventDefault());
    this.#acts.addEventListener("click", (event) => this.#act(event));
    this.#acts.addEventListener("keydown", (event) => {
      // Enter does what the button beside the field does.
      const field = (event.target as Element).closest("label");
      if (event.key === "Enter" && field) field.parentElement?.querySelector("button")?.click();
    });
  }

  draw(moment: Moment): void {
    const { selected, system } = moment;
    const process = selected === undefined ? undefined : system.get(selected);
    this.#pid = process?.pid;
    this.#acts.hidden = process === undefined;
    if (process === undefined) {
      setHtml(this.#title, '<p class="obs-hint">Select a process to see what it is doing.</p>');
      setHtml(this.#body, "");
      return;
    }
    setHtml(this.#title, titleHtml(process));
    this.#offer(moment, process);
    setHtml(this.#body, bodyHtml(moment, process));
  }

  #offer({ canAct, facts }: Moment, process: ProcessView): void {
    const can = canAct && (process.lamp === "running" || process.lamp === "waiting");
    const why = this.#acts.querySelector<HTMLElement>("[data-why]")!;
    setText(why, can ? "" : canAct ? "It has ended." : "Run it, with “keep it running”, to act on it.");
    why.hidden = can;
    const name = process.name ?? process.pid;
    for (const button of this.#acts.querySelectorAll<HTMLButtonElement>("button")) {
      const suspends = /suspend|resume/.test(button.dataset["act"] ?? "");
      button.disabled = !can || (suspends && facts?.canSuspend !== true);
      if (button.dataset["act"] === "kill") setText(button, `Kill ${name}`);
    }
  }

  #act({ target }: Event): void {
    const act = (target as Element).closest<HTMLElement>("[data-act]")?.dataset["act"];
    const pid = this.#pid;
    if (act === undefined || pid === undefined) return;
    const text = (name: string) => this.#acts.querySelector<HTMLInputElement>(`[name="${name}"]`)!.value;
    if (act === "kill") this.#desk.command({ type: "exit", pid, reason: "kill" });
    else if (act === "exit") this.#desk.command({ type: "exit", pid, reason: text("reason") || "shutdown" });
    else if (act === "send") this.#desk.command({ type: "send", pid, message: text("message") });
    else if (act === "suspend" || act === "resume") this.#desk.command({ type: act, pid });
  }
}

const ACTS = `
  <div><button class="btn kill s" type="button" data-act="kill">Kill</button>
    <button class="btn s" type="button" data-act="suspend">Suspend</button>
    <button class="btn s" type="button" data-act="resume">Resume</button></div>
  <details><summary class="m">Exit with a reason, send a message</summary>
  <div><label class="m">reason <input name="reason" value="shutdown" autocomplete="off" spellcheck="false"></label>
    <button class="btn s" type="button" data-act="exit">Exit</button></div>
  <div><label class="m">message <input name="message" placeholder='["order", "tea"]' autocomplete="off" spellcheck="false"></label>
    <button class="btn s" type="button" data-act="send">Send</button></div></details>
  <p class="obs-hint" data-why hidden></p>`;

function titleHtml(process: ProcessView): string {
  const name = escapeText(process.name ?? "process");
  const reason = process.reason === undefined ? "" : `: ${process.reason}`;
  const restarts = restartsText(process.restarts);
  return (
    `<h3 class="obs-name">${name} <span>${escapeText(process.pid)}</span></h3>` +
    `<p class="obs-state" data-state="${process.lamp}"><i class="lamp"></i><span class="st">${process.lamp}${escapeText(reason)}${restarts && `, ${restarts}`}</span></p>`
  );
}

function bodyHtml(moment: Moment, process: ProcessView): string {
  const { history, system, facts } = moment;
  const profile = profileOf(history.events.slice(0, moment.moment - history.first), process.pid);
  const own = facts?.pid === process.pid ? facts : undefined;
  const names = (pids: readonly string[]) =>
    pids
      .slice(0, MOST_LISTED)
      .map((pid) => system.nameOf(pid))
      .join(", ") + more(pids.length);
  const intensity = system.intensity(process.pid);
  const rows: readonly (readonly [string, string])[] = [
    ["behaviour", own?.behaviour ?? ""],
    ["strategy", intensity?.strategy ?? ""],
    ["parent", process.parent === undefined ? "" : system.nameOf(process.parent)],
    ["replaced by", system.inPlaceOf(process.pid) === process.pid ? "" : system.inPlaceOf(process.pid)],
    ["children", names(profile.children)],
    ["links", names(profile.links)],
    ["monitors", names(profile.monitors)],
    ["monitored by", names(profile.monitoredBy)],
    ["traps exits", own === undefined ? "" : own.trapsExits ? "yes" : "no"],
    ["reductions", String(process.reductions)],
    ["state", bounded(own?.state ? textOf(own.state) : (process.state ?? ""))],
    [
      "dictionary",
      own?.dictionary.kind === "record" && own.dictionary.entries.length > 0 ? textOf(own.dictionary) : "",
    ],
  ];
  const lines = rows.filter(([, value]) => value !== "");
  return (
    (intensity ? meterHtml(intensity) : "") +
    `<dl class="obs-facts">${lines.map(([name, value]) => `<dt>${name}</dt><dd>${escapeText(value)}</dd>`).join("")}</dl>` +
    listHtml("Mailbox", profile.mailbox, "empty") +
    (profile.lost.length > 0 ? listHtml("Lost with it", profile.lost, "") : "") +
    listHtml("Received, latest first", profile.received, "nothing yet")
  );
}

function meterHtml(intensity: Intensity): string {
  const { restarts, limit } = intensity;
  const text = intensityText(intensity);
  return `<p class="m obs-meter"><meter min="0" max="${limit + 1}" high="${limit}" value="${restarts}" aria-label="${text}"></meter> ${text} before it gives up</p>`;
}

export function listHtml(title: string, items: readonly string[], empty: string): string {
  const shown = items.slice(0, MOST_LISTED).map((item) => `<li>${escapeText(item)}</li>`);
  return (
    `<h3 class="obs-list-name">${title} <span>${items.length > 0 ? items.length : empty}</span></h3>` +
    (shown.length > 0 ? `<ol class="obs-list">${shown.join("")}</ol>` : "") +
    (items.length > MOST_LISTED ? `<p class="obs-hint">and ${items.length - MOST_LISTED} more</p>` : "")
  );
}

const bounded = (text: string) => (text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`);
const more = (count: number) => (count > MOST_LISTED ? `, and ${count - MOST_LISTED} more` : "");
