/** The observer's furniture: made when it is first needed, so that a page that only shows a sample stays small. */

export interface Tab {
  readonly id: string;
  readonly name: string;
  /** Shown only where the panes do not stand side by side. */
  readonly narrow?: boolean;
}

export const TABS: readonly Tab[] = [
  { id: "processes", name: "Processes", narrow: true },
  { id: "messages", name: "Messages" },
  { id: "inspector", name: "Inspector", narrow: true },
  { id: "moment", name: "Moment" },
  { id: "load", name: "Load" },
  { id: "beside", name: "Beside OTP" },
  { id: "schedules", name: "Schedules" },
  { id: "words", name: "In words" },
];

let desks = 0;

/** @param hasTwin whether the program has been run on real OTP: only then there is something to compare with */
export function deskHtml(hasTwin: boolean): string {
  const id = `observer-${++desks}`;
  const shown = TABS.filter((tab) => hasTwin || tab.id !== "beside");
  const tabs = shown.map(
    (tab) =>
      `<button class="tab${tab.narrow ? " narrow" : ""}" type="button" role="tab" id="${id}-tab-${tab.id}" aria-controls="${id}-${tab.id}"` +
      ` aria-selected="${tab.id === "messages"}" tabindex="${tab.id === "messages" ? 0 : -1}" data-to="${tab.id}">${tab.name}</button>`,
  );
  const pane = (tab: string, inside: string) =>
    `<section class="obs-pane" id="${id}-${tab}" data-pane="${tab}" role="tabpanel" aria-labelledby="${id}-tab-${tab}">${inside}</section>`;
  return `
    <div class="obs-time-acts" role="group" aria-label="Time">
      <button class="btn s" type="button" data-do="hold" aria-pressed="false">Pause</button>
      <label class="m">pace <select data-part="pace">
        <option value="1">as it is</option><option value="0.25">a quarter</option>
        <option value="0.05">a twentieth</option><option value="Infinity">no waiting</option>
      </select></label>
      <button class="btn q s" type="button" data-do="skip">Next timer</button>
      <label class="m keep"><input type="checkbox" data-part="keep"> keep it running</label>
      <button class="btn q s" type="button" data-do="enlarge" aria-pressed="false">Enlarge</button>
    </div>
    <p class="obs-note" role="status" data-part="note" hidden></p>
    <div class="obs-tabs" role="tablist" aria-label="Views">${tabs.join("")}</div>
    <div class="obs-panes" data-show="messages">
      ${pane(
        "processes",
        `<div class="obs-sub"><b>Processes</b><span class="m" data-part="count"></span>
          <button class="btn q s" type="button" data-do="ties" aria-pressed="false">Links</button></div>
        <div class="obs-tree" role="tree" tabindex="0" aria-label="Processes" data-part="tree"></div>`,
      )}
      ${pane(
        "messages",
        `<div class="obs-sub"><b>Messages</b><span class="m" data-part="lanes"></span>
          <span class="acts"><button class="btn q s" type="button" data-do="only" aria-pressed="false">Only selected</button>
          <button class="btn q s" type="button" data-do="smaller" aria-label="Zoom out">−</button>
          <button class="btn q s" type="button" data-do="larger" aria-label="Zoom in">+</button></span></div>
        <div class="obs-sequence" tabindex="0" role="region" aria-label="Messages: arrow keys go from step to step" data-part="sequence"></div>
        <p class="obs-detail" data-part="detail"></p>`,
      )}
      ${pane("inspector", `<div class="obs-scroll" tabindex="0" role="region" aria-label="Inspector" data-part="inspector"></div>`)}
      ${pane("moment", `<div class="obs-scroll" tabindex="0" role="region" aria-label="This moment" data-part="moment"></div>`)}
      ${pane("load", `<div class="obs-scroll" tabindex="0" role="region" aria-label="Load" data-part="load"></div>`)}
      ${hasTwin ? pane("beside", `<div class="obs-scroll" tabindex="0" role="region" aria-label="Beside OTP" data-part="beside"></div>`) : ""}
      ${pane("schedules", `<div class="obs-scroll" tabindex="0" role="region" aria-label="Schedules" data-part="schedules"></div>`)}
      ${pane("words", `<div class="obs-scroll" tabindex="0" role="region" aria-label="In words" data-part="words"></div>`)}
    </div>
    <div class="obs-timeline">
      <span class="acts">
        <button class="btn q s" type="button" data-do="back">Back</button>
        <button class="btn s" type="button" data-do="step">Step</button>
        <button class="btn s" type="button" data-do="play" data-part="play">Play</button>
      </span>
      <div class="obs-track"><span data-part="marks"></span>
        <input type="range" min="0" max="0" value="0" step="1" data-part="scrub" aria-label="Moment of the run"></div>
      <span class="m" data-part="clock"></span>
      <button class="btn q s" type="button" data-do="live" aria-pressed="true">Latest</button>
    </div>`;
}
