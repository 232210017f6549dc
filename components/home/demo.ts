/** `<beamish-demo>`: shows the run of the sample inside it as a tree that can be killed at, at a pace people can follow. */
import type { RecordedEvent } from "beamish/trace";
import { bare, System, type ProcessView } from "../../src/observer/model.ts";
import { treeHtml } from "../../src/observer/tree-html.ts";
import type { RunEvent } from "../../src/sandbox/engine.ts";
import type { SampleElement } from "../sample/sample.ts";

/** How long a crash and a restart stay visible before the story goes on; in the sandbox they take microseconds. */
const PAUSE: Partial<Record<RecordedEvent["type"], number>> = { exit: 1_000, restarting: 900 };
const LINES = 12;

class Demo extends HTMLElement {
  #system = new System();
  #queue: RecordedEvent[] = [];
  #telling = false;
  #run = 0;

  connectedCallback(): void {
    this.addEventListener("beamish:run", () => {
      this.#run += 1;
      this.#system = new System();
      this.#queue = [];
      this.#log.replaceChildren();
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
  }

  async #tell(): Promise<void> {
    this.#telling = true;
    const run = this.#run;
    for (let event = this.#queue.shift(); event && run === this.#run; event = this.#queue.shift()) {
      const line = this.#line(event);
      this.#system.apply(event);
      if (line) this.#say(event.time, ...line);
      const pause = PAUSE[event.type];
      const abnormal = event.type !== "exit" || this.#system.get(event.pid)?.lamp === "crashed";
      if (pause !== undefined && abnormal) {
        this.#draw();
        if (!matchMedia("(prefers-reduced-motion: reduce)").matches) await wait(pause);
      }
    }
    this.#telling = false;
    if (this.#queue.length > 0) void this.#tell();
    else this.#draw();
  }

  /** What to say about an event, and in which colour; nothing for most. */
  #line(event: RecordedEvent): [text: string, colour: string] | undefined {
    const name = (pid: string) => this.#system.nameOf(pid);
    switch (event.type) {
      case "call":
        return [`${name(event.pid)} to ${name(event.to)}: ${event.request}`, ""];
      case "answered":
        return [`${name(event.pid)} to ${name(event.to)}: ${event.reply}`, "g"];
      case "exit":
        if (event.reason === '"shutdown"' || event.reason === '"normal"') return undefined;
        return [`${name(event.pid)} exits: ${shorten(bare(event.reason))}`, "c"];
      case "restarting":
        return [`${name(event.pid)} restarts ${bare(event.id)}`, "r"];
      case "child":
        if (event.event === "terminated") return undefined;
        return event.event === "restarted"
          ? [`${bare(event.id)} is back as ${event.child}; the others never noticed`, "g"]
          : [`${name(event.pid)} starts ${bare(event.id)}`, ""];
      default:
        return undefined;
    }
  }

  #say(milliseconds: number, text: string, colour: string): void {
    const line = document.createElement("li");
    const time = document.createElement("time");
    const words = document.createElement("span");
    time.textContent = `${(milliseconds / 1_000).toFixed(1)} s`;
    words.textContent = text;
    if (colour) words.className = colour;
    line.append(time, words);
    this.#log.append(line);
    while (this.#log.children.length > LINES) this.#log.firstElementChild?.remove();
  }

  #draw(): void {
    const isChild = (process: ProcessView) =>
      process.parent !== undefined && this.#system.get(process.parent)?.name === "shop";
    const focused = (document.activeElement as HTMLElement | null)
      ?.closest("[data-kill]")
      ?.getAttribute("aria-label");
    const killable = (process: ProcessView) => isChild(process) && /running|waiting/.test(process.lamp);
    const tree = this.querySelector<HTMLElement>("[data-tree]")!;
    tree.innerHTML = treeHtml(this.#system, { killable, withoutShell: true });
    // A redrawn tree must not take the focus from whoever kills by keyboard.
    if (focused) tree.querySelector<HTMLElement>(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
    const up = tree.querySelectorAll(".btn.kill").length;
    this.querySelector("[data-up]")!.textContent = `${up} of 3 up`;
  }

  get #log(): HTMLElement {
    return this.querySelector<HTMLElement>("[data-log]")!;
  }
}

function shorten(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 39)}…`;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

customElements.define("beamish-demo", Demo);
