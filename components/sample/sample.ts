/**
 * `<beamish-sample>`: code that runs where it is read. The page comes with everything a reader sees; this element adds
 * what a reader does. Other parts of the page follow a run by its events:
 *
 * - `beamish:run` when a run begins; `detail` is `{ files, entry }`.
 * - `beamish:event` for every event of the run; `detail` is the `RunEvent`. Cancel that of a log line to keep the line
 *   out of the sample's own output.
 */
import type { Command, Job, RunEvent, SourcePosition } from "../../src/sandbox/engine.ts";
import type { Comparand } from "../editor/comparison.ts";
import { Announcer } from "./announcer.ts";
import { CodeArea } from "./code-area.ts";
import { copyText } from "./copy.ts";
import { Head } from "./head.ts";
import { Keeping } from "./keeping.ts";
import { hideNotice, showNotice } from "./notice.ts";
import { Output } from "./output.ts";
import { duration, idle, isLive, nextPhase, report } from "./phase.ts";
import type { Phase, PhaseEvent } from "./phase.ts";
import { Queue } from "./queue.ts";
import { run, warm } from "./runner.ts";
import { shareHash } from "./share.ts";
import type { Files } from "./share.ts";
import { showTrouble, troubleAtExit, troubleOf } from "./trouble.ts";
import { Workspace } from "./workspace.ts";

/** Milliseconds that a run in the page may take. */
const usualLimit = 10_000;
/** The same for a run that waits for what a reader will do to it. */
const liveLimit = 600_000;
/** How long the reader is asked whether a run may take longer: enough to find the button without a mouse. */
const grace = 20_000;

export class SampleElement extends HTMLElement {
  #code!: CodeArea;
  #workspace!: Workspace;
  #keeping!: Keeping;
  #output!: Output;
  #head!: Head;
  #announcer!: Announcer;
  #recorded: Node[] = [];
  #phase: Phase = idle;
  #abort: AbortController | undefined;
  #commands: Queue<Command> | undefined;
  /** The notice asks whether the run may go on. */
  #isAsking = false;

  /** The files as the reader has them now, with those that only come along. */
  get files(): Files {
    return { ...this.#code.locked, ...this.#workspace.files };
  }

  /** The reader's files where they are not those that the page came with, or need not be. */
  get own(): Files | undefined {
    const { edited, isOpen, files } = this.#workspace;
    return edited || isOpen ? files : undefined;
  }

  connectedCallback(): void {
    window.addEventListener("hashchange", this.#followLink);
    if (this.#code) return;
    this.#code = new CodeArea(this.#part(".code"), {
      onEdit: (file, text) => this.#edited(file, text),
      onRun: () => void this.run(),
    });
    this.#workspace = new Workspace(this.#code.originals, "open" in this.dataset);
    this.#output = new Output(this.#part(".out"), {
      onPoint: (at) => this.#code.light(at),
      onVisit: (at) => this.#code.visit(at),
    });
    this.#recorded = [...this.#part(".out").childNodes];
    this.#head = new Head(this);
    this.#announcer = new Announcer(this.#part("[aria-live]"));
    this.#keeping = new Keeping({
      id: this.dataset["sample"] ?? "",
      workspace: this.#workspace,
      store: () => localStorage,
      onChange: () => this.#replaced(),
      notify: (text, choices) => showNotice(this.#part(".notice"), text, choices),
    });
    this.#listen();
    this.#keeping.restore();
    if (this.#workspace.isOpen && !this.#code.editing) void this.#code.edit(this.#workspace.files);
    void this.#openLink();
  }

  disconnectedCallback(): void {
    window.removeEventListener("hashchange", this.#followLink);
    this.stop();
  }

  /** Run what the reader sees. A run that is under way is stopped first. */
  async run(): Promise<void> {
    this.stop();
    this.#askNoMore();
    const abort = new AbortController();
    this.#abort = abort;
    this.removeAttribute("data-awaits");
    this.#part(".err").hidden = true;
    this.#code.fault(undefined);
    this.#output.begin(this.#workspace.edited);
    this.#origin("live output");
    this.#advance({ type: "start" });
    const entry = this.dataset["entry"] ?? "";
    const { files } = this;
    this.dispatchEvent(new CustomEvent("beamish:run", { bubbles: true, detail: { files, entry } }));
    const { live, trace, seed = "0", schedule, pace, clock } = this.dataset;
    const isWatched = live !== undefined || pace !== undefined;
    const timeLimit = isWatched ? liveLimit : usualLimit;
    this.#commands = new Queue();
    const request = {
      files,
      entry,
      timeLimit,
      grace,
      trace: trace !== undefined,
      commands: this.#commands,
      lingers: live !== undefined,
      seed: Number(seed),
      ...(schedule !== undefined && { schedule }),
      pace: pace === undefined || clock === "real" ? undefined : Number(pace),
    };
    for await (const event of run(request, abort.signal)) {
      // The reader has started another run meanwhile; what this one still says is of no interest.
      if (this.#abort !== abort) return;
      this.#hear(event, timeLimit);
    }
  }

  /**
   * Run what the reader sees to its end without showing it, as fast as virtual time allows.
   *
   * @param order - see `Job`
   */
  runOnce(order: Pick<Job, "schedule" | "exploring">, signal: AbortSignal): AsyncIterable<RunEvent> {
    const { files } = this;
    const entry = this.dataset["entry"] ?? "";
    const request = {
      files,
      entry,
      timeLimit: usualLimit,
      grace: 0,
      trace: false,
      commands: undefined,
      lingers: false,
    };
    return run({ ...request, ...order, seed: 0, pace: Infinity }, signal);
  }

  /** Stop the run, if one is under way. */
  stop(): void {
    this.#commands?.close();
    this.#abort?.abort();
  }

  /** Do something to the system that is running, on behalf of the reader. Without a run nothing happens. */
  command(command: Command): void {
    this.#commands?.push(command);
  }

  /** Light a line of the code, or none. */
  light(at: SourcePosition | undefined): void {
    this.#code.light(at);
  }

  /** The file that the reader sees. */
  get shown(): string {
    return this.#code.shown;
  }

  /** Show a file. */
  show(file: string): void {
    this.#code.show(file);
  }

  /**
   * Have other files than those that are there, as far as the sample is open to them (`data-open`).
   *
   * @param change - what to tell the reader about it; they can undo what they are told of. With `aside` it is another
   *   program: what was there is kept as an earlier draft.
   */
  replace(files: Files, change?: { readonly text: string; readonly aside: boolean }): void {
    if (change?.aside) {
      this.stop();
      this.#rewind();
    }
    if (change) return this.#keeping.replace(files, change.text, change.aside);
    this.#workspace.adopt(files);
    this.#keeping.save();
    this.#replaced();
  }

  /** Open the editor. */
  async edit(): Promise<void> {
    await this.#code.edit(this.#workspace.files);
    this.#code.focus();
    this.#head.editing(true);
  }

  /** Show the reader, in the editor, how their version of a file differs from another text. */
  async compare(file: string, comparand: Comparand): Promise<void> {
    this.show(file);
    await this.edit();
    await this.#code.compare(comparand);
  }

  /** Back to the original, or, pressed again, back to what was there. */
  reset(): void {
    const { edited, undoable } = this.#workspace;
    if (edited) {
      this.stop();
      this.#workspace.reset();
      this.#keeping.forget();
      this.#replaced();
    } else if (undoable) {
      this.#workspace.undoReset();
      this.#keeping.save();
      this.#replaced();
    }
  }

  #hear(event: RunEvent, timeLimit: number): void {
    const news = new CustomEvent("beamish:event", { bubbles: true, cancelable: true, detail: event });
    const wanted = this.dispatchEvent(news);
    if (event.type === "log" && wanted) {
      this.#output.add(event);
      this.#announcer.say(event.text);
    } else if (event.type === "flood") {
      if (event.what === "output") this.#output.flood(event.dropped);
    } else if (event.type === "limit") {
      this.#askToGoOn(event.milliseconds);
    } else if (event.type === "error") {
      this.#code.fault(event.at);
      showTrouble(this.#part(".err"), troubleOf(event));
    } else if (event.type === "exit") {
      this.#output.end();
      this.#commands?.close();
      this.#askNoMore();
      const trouble = this.#part(".err").hidden ? troubleAtExit(event.reason, timeLimit) : undefined;
      if (trouble) showTrouble(this.#part(".err"), trouble);
    }
    this.#advance(event);
  }

  /** The run has reached its limit. It goes on while the reader is asked, and longer if they say so. */
  #askToGoOn(taken: number): void {
    const text = `This run has taken ${duration(taken)}. It will be stopped soon.`;
    const act = (): void => {
      this.#isAsking = false;
      this.command({ type: "go_on" });
    };
    showNotice(this.#part(".notice"), text, [{ label: "Keep going", act }]);
    this.#announcer.sayNow(`${text} Keep going is a button above the code.`);
    this.#isAsking = true;
  }

  #askNoMore(): void {
    if (this.#isAsking) hideNotice(this.#part(".notice"));
    this.#isAsking = false;
  }

  #advance(event: PhaseEvent): void {
    const next = nextPhase(this.#phase, event);
    // Most events are lines of output. They change nothing here, and there may be thousands of them.
    if (next === this.#phase) return;
    this.#phase = next;
    const shown = report(this.#phase, this.dataset["entry"] ?? "");
    this.#head.show(shown, isLive(this.#phase));
    this.dataset["phase"] = this.#phase.name;
    if (event.type === "start") this.#announcer.say(shown.word);
    if (event.type === "exit") this.#announcer.sayNow(shown.word);
  }

  #edited(file: string, text: string): void {
    this.#workspace.edit(file, text);
    this.#keeping.save();
    this.#head.edited(this.#workspace);
  }

  /** The workspace has other text: that of a draft, a link, or the original. */
  #replaced(): void {
    const { edited, isOpen, files } = this.#workspace;
    if (isOpen) this.#code.arrange(files);
    else this.#code.close();
    if ((edited || isOpen) && !this.#code.editing) void this.#code.edit(files);
    if (!edited) {
      this.#rewind();
      hideNotice(this.#part(".notice"));
    }
    this.#head.edited(this.#workspace);
    this.#head.editing(edited);
  }

  /** As if nothing had run. */
  #rewind(): void {
    this.#part(".err").hidden = true;
    this.#code.fault(undefined);
    this.#output.restore(this.#recorded);
    this.#origin(undefined);
    this.#advance({ type: "reset" });
  }

  /** Say where the rows come from: `undefined` is what the page came with. */
  #origin(word: string | undefined): void {
    const shown = this.#part(".origin");
    shown.dataset["first"] ??= shown.textContent;
    shown.textContent = word ?? shown.dataset["first"];
  }

  #followLink = (): void => void this.#openLink();

  async #openLink(): Promise<void> {
    if (await this.#keeping.open(location.hash)) this.scrollIntoView({ block: "start" });
  }

  async #share(button: HTMLElement): Promise<void> {
    const link = new URL(location.href);
    link.hash = await shareHash(this.dataset["sample"] ?? "", this.#workspace.files);
    await copyText(link.href, button, "Link copied");
  }

  /** Take the files to the lab: the one that runs comes first. Nothing runs there before the reader wants it. */
  async #openLab(lab: string): Promise<void> {
    const entry = this.dataset["entry"] ?? "";
    const address = new URL(lab, location.href);
    address.hash = await shareHash("lab", { [entry]: this.files[entry] ?? "", ...this.files });
    location.assign(address.href);
  }

  async #act(what: string | undefined, button: HTMLElement): Promise<void> {
    if (what === "run") return isLive(this.#phase) ? this.stop() : this.run();
    if (what === "edit") return this.#toggleEditor();
    if (what === "reset") return this.reset();
    if (what === "unfold") return this.#code.unfold();
    if (what === "copy") return copyText(this.files[this.#code.shown] ?? "", button, "Copied");
    if (what === "share") return this.#share(button);
    if (what === "lab") return this.#openLab(button.dataset["to"] ?? "");
  }

  async #toggleEditor(): Promise<void> {
    if (!this.#code.editing) return this.edit();
    if (this.#workspace.edited) return this.#code.focus();
    this.#code.close();
    this.#head.editing(false);
  }

  #listen(): void {
    this.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
      if (button && button.ariaDisabled !== "true") void this.#act(button.dataset["do"], button);
    });
    this.addEventListener("pointerenter", warm, { once: true });
    this.addEventListener("focusin", warm, { once: true });
    // What is typed into the editor is for the editor: a deck must not turn its pages by it.
    this.#part(".code").addEventListener("keydown", (event) => {
      if (this.#code.editing) event.stopPropagation();
    });
  }

  #part(selector: string): HTMLElement {
    const part = this.querySelector<HTMLElement>(selector);
    if (!part)
      throw new Error(`<beamish-sample> needs an element that matches "${selector}"; see Sample.astro.`);
    return part;
  }
}

customElements.define("beamish-sample", SampleElement);
