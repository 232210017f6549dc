/** `<beamish-demo>`: shows a run as a tree that can be killed at, at a pace people can follow; first a recorded run, once. */
import type { RecordedEvent } from "beamish/trace";
import type { ProcessView } from "../../src/observer/model.ts";
import { treeHtml } from "../../src/observer/tree-html.ts";
import type { RunEvent } from "../../src/sandbox/engine.ts";
import type { SampleElement } from "../sample/sample.ts";
import { Story, timeText, type Said } from "./story.ts";

/** How long a crash and a restart stay visible before the story goes on; in the sandbox they take microseconds. */
const PAUSE: Partial<Record<RecordedEvent["type"], number>> = { exit: 1_000, restarting: 900 };
/** A recorded run waits half as long as the real one between orders: it is over in four seconds. */
const HASTE = 0.5;
const LINES = 14;

class Demo extends HTMLElement {
  #story = new Story();
  #queue: RecordedEvent[] = [];
  #telling = false;
  #run = 0;

  connectedCallback(): void {
    this.addEventListener("beamish:run", () => {
      this.#run += 1;
      this.#story = new Story();
      this.#queue = [];
      this.#log.replaceChildren();
      this.#log.parentElement!.ariaLive = "polite";
    });
    this.addEventListener("beamish:event", (event) => {
      const { detail } = event as CustomEvent<RunEvent>;
      if (detail.type === "trace") this.#queue.push(...detail.events);
      if (!this.#telling) void this.#tell();
    });
    this.addEventListener("click", (event) => {
      const pid = (event.target as Element).closest<HTMLElement>("[data-kill]")?.dataset["kill"];
      if (pid === undefined) return;
      this.querySelector<SampleElement>("beamish-sample")?.command({ type: "exit", pid, reason: "kill" });
    });
    // Who wants no motion has the end of the story before them already.
    if (!wantsStillness()) this.#replayWhenSeen();
  }

  #replayWhenSeen(): void {
    const seen = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        seen.disconnect();
        if (this.#run === 0) void this.#replay();
      },
      { threshold: 0.6 },
    );
    seen.observe(this.#tree);
  }

  /** Tells the recorded run by uncovering its lines, whose room is kept; ends as soon as the reader runs the sample. */
  async #replay(): Promise<void> {
    const events = JSON.parse(this.querySelector("[data-recorded]")!.textContent) as RecordedEvent[];
    const covered = [...this.#log.children];
    const story = new Story();
    let now = 0;
    for (const event of events) {
      if (event.time > now) {
        this.#tree.innerHTML = treeHtml(story.system, { withoutShell: true });
        await wait((event.time - now) * HASTE);
        now = event.time;
      }
      if (this.#run > 0) return;
      if (story.tell(event)) covered.shift()?.removeAttribute("data-later");
      const pause = PAUSE[event.type];
      if (pause === undefined) continue;
      this.#tree.innerHTML = treeHtml(story.system, { withoutShell: true });
      await wait(pause);
    }
    if (this.#run === 0) this.#tree.innerHTML = treeHtml(story.system, { withoutShell: true });
  }

  async #tell(): Promise<void> {
    this.#telling = true;
    const run = this.#run;
    for (let event = this.#queue.shift(); event && run === this.#run; event = this.#queue.shift()) {
      const said = this.#story.tell(event);
      if (said) this.#say(said);
      const pause = PAUSE[event.type];
      const abnormal = event.type !== "exit" || this.#story.system.get(event.pid)?.lamp === "crashed";
      if (pause !== undefined && abnormal) {
        this.#draw();
        if (!wantsStillness()) await wait(pause);
      }
    }
    this.#telling = false;
    if (this.#queue.length > 0) void this.#tell();
    else this.#draw();
  }

  #say({ time, text, colour }: Said): void {
    const line = document.createElement("li");
    const when = document.createElement("time");
    const words = document.createElement("span");
    when.textContent = timeText(time);
    words.textContent = text;
    if (colour) words.className = colour;
    line.append(when, words);
    this.#log.append(line);
    while (this.#log.children.length > LINES) this.#log.firstElementChild?.remove();
  }

  #draw(): void {
    const { system } = this.#story;
    const isChild = (process: ProcessView) =>
      process.parent !== undefined && system.get(process.parent)?.name === "shop";
    const focused = (document.activeElement as HTMLElement | null)
      ?.closest("[data-kill]")
      ?.getAttribute("aria-label");
    const killable = (process: ProcessView) => isChild(process) && /running|waiting/.test(process.lamp);
    this.#tree.innerHTML = treeHtml(system, { killable, withoutShell: true });
    // A redrawn tree must not take the focus from whoever kills by keyboard.
    if (focused) this.#tree.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    const up = this.#tree.querySelectorAll(".btn.kill").length;
    this.querySelector("[data-up]")!.textContent = `${up} of 3 up`;
  }

  get #log(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-log]")!;
  }

  get #tree(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-tree]")!;
  }
}

function wantsStillness(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

customElements.define("beamish-demo", Demo);
