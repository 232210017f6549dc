/** Where in the run the reader is: a track with its crashes and restarts, and buttons that go along it. */
import type { RecordedEvent } from "beamish/trace";
import { endedWell } from "../../src/observer/model.ts";
import type { Desk, Moment, View } from "./moment.ts";
import { part, setHtml, setText } from "./parts.ts";

const STEP_MILLISECONDS = 600;
/** Columns of the track. */
const COLUMNS = 120;

export class TimelineView implements View {
  readonly #scrub: HTMLInputElement;
  readonly #clock: HTMLElement;
  readonly #marks: HTMLElement;
  readonly #play: HTMLElement;
  readonly #desk: Desk;
  #shown: Moment | undefined;
  #playing: ReturnType<typeof setInterval> | undefined;

  constructor(panel: HTMLElement, desk: Desk) {
    this.#desk = desk;
    this.#scrub = part<HTMLInputElement>(panel, "scrub");
    this.#clock = part(panel, "clock");
    this.#marks = part(panel, "marks");
    this.#play = part(panel, "play");
    this.#scrub.addEventListener("input", () => {
      this.stop();
      desk.goTo(Number(this.#scrub.value));
    });
  }

  draw(moment: Moment): void {
    this.#shown = moment;
    const { history } = moment;
    this.#scrub.min = String(history.first);
    this.#scrub.max = String(history.last);
    this.#scrub.value = String(moment.moment);
    this.#scrub.disabled = history.last === 0;
    const event = history.eventAt(moment.moment);
    const time = event === undefined ? "start" : clockText(event.time);
    const lost = history.first > 0 ? `, the first ${history.first} forgotten` : "";
    setText(this.#clock, `${time}, event ${moment.moment} of ${history.last}${lost}`);
    this.#scrub.ariaValueText = `${time}, event ${moment.moment} of ${history.last}`;
    if (moment.isLive || this.#marks.childElementCount === 0) setHtml(this.#marks, marksSvg(history.events));
  }

  /** One step of the diagram on, or back. */
  step(by: 1 | -1): void {
    this.stop();
    this.#go(by);
  }

  /** Begins to play, or stops. */
  play(): void {
    if (this.#playing !== undefined) return this.stop();
    if (this.#shown && this.#shown.moment >= this.#shown.history.last)
      this.#desk.goTo(this.#shown.history.first);
    this.#playing = setInterval(() => {
      if (!this.#go(1)) this.stop();
    }, STEP_MILLISECONDS);
    setText(this.#play, "Stop");
  }

  stop(): void {
    clearInterval(this.#playing);
    this.#playing = undefined;
    setText(this.#play, "Play");
  }

  #go(by: 1 | -1): boolean {
    if (!this.#shown) return false;
    const { sequence, moment, history } = this.#shown;
    const at = sequence.stepsBy(moment);
    const isOnStep = sequence.steps[at - 1]?.moment === moment;
    const target = by === 1 ? at : isOnStep ? at - 2 : at - 1;
    if (target >= sequence.rows) return false;
    this.#desk.goTo(target < 0 ? history.first : sequence.steps[target]!.moment);
    return true;
  }
}

function clockText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds.toFixed(1)} ms` : `${(milliseconds / 1_000).toFixed(2)} s`;
}

/** Events by column, with crashes and restarts marked. */
function marksSvg(events: readonly RecordedEvent[]): string {
  const counts = new Uint32Array(COLUMNS);
  const crashes: number[] = [];
  const restarts: number[] = [];
  events.forEach((event, index) => {
    const column = Math.floor((index / events.length) * COLUMNS);
    if (event.type === "send" || event.type === "call") counts[column]! += 1;
    else if (event.type === "exit" && !endedWell(event.reason)) crashes.push(column);
    else if (event.type === "restarting") restarts.push(column);
  });
  const most = Math.max(1, ...counts);
  const bars = [...counts].map((count, column) =>
    count === 0 ? "" : `M${column * 5 + 2.5} 24v${-Math.max(2, (count / most) * 18).toFixed(1)}`,
  );
  const at = (columns: readonly number[], path: string) =>
    [...new Set(columns)].map((column) => `M${column * 5 + 2.5} ${path}`).join("");
  return (
    `<svg viewBox="0 0 ${COLUMNS * 5} 26" preserveAspectRatio="none" role="img" aria-label="Crashes: ${crashes.length}. Restarts: ${restarts.length}.">` +
    `<path class="sent" d="${bars.join("")}"/><path class="crash" d="${at(crashes, "2v23")}"/><path class="restart" d="${at(restarts, "2v23")}"/></svg>`
  );
}
