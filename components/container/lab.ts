/** `<beamish-lab>`: a reader's files as a project of Node. It joins the panes: files, code, output, and Node itself. */
import type { RunEvent, SourcePosition } from "../../src/sandbox/engine.ts";
import { takeHome } from "../play/take-home.ts";
import { Announcer } from "../sample/announcer.ts";
import { copyText } from "../sample/copy.ts";
import { Head } from "../sample/head.ts";
import { hideNotice, showNotice } from "../sample/notice.ts";
import { Output } from "../sample/output.ts";
import { idle, isLive, nextPhase, report, type Phase, type PhaseEvent } from "../sample/phase.ts";
import { runOn } from "../sample/runner.ts";
import { sharedSample, shareHash, type Files } from "../sample/share.ts";
import { tabs } from "../sample/tabs.ts";
import { showTrouble, troubleAtExit, troubleOf } from "../sample/trouble.ts";
import { CodePane } from "./code-pane.ts";
import { FileList } from "./file-list.ts";
import { isolate } from "./isolation.ts";
import { Keeping, LAB } from "./keeping.ts";
import { NodePane } from "./node-pane.ts";
import {
  filesOf,
  projectOf,
  renamed,
  runnableFiles,
  withFile,
  withoutFile,
  type Project,
} from "./project.ts";

/** Milliseconds that a run of the page's own engine may take. */
const PLAIN_LIMIT = 60_000;

const ISOLATED_BY_US =
  "This host does not send the headers that Node needs. The page has added them itself, for which it was loaded twice.";
const NO_ISOLATION = {
  title: "This page may not run Node",
  message:
    "Its host does not send the headers that isolate a page, and this browser does not let the page add them. Private windows often forbid it.",
  again: false,
};

class LabElement extends HTMLElement {
  #project: Project = projectOf({ "main.ts": "\n" });
  #open = "main.ts";
  #keeping!: Keeping;
  #list!: FileList;
  #code!: CodePane;
  #node!: NodePane;
  #output!: Output;
  #head!: Head;
  #announcer!: Announcer;
  #select!: (pane: string) => void;
  #phase: Phase = idle;
  #abort: AbortController | undefined;
  /** Whether Run means the engine of samples, in place of Node. */
  #isPlain = false;

  connectedCallback(): void {
    this.#list = new FileList(this.#part(".files"), {
      onOpen: (path) => this.#visit(path),
      onCreate: (path) => this.#change(withFile(this.#project, path), path),
      onRename: (from, to) =>
        this.#change(renamed(this.#project, from, to), from === this.#open ? to : this.#open),
      onDelete: (path) => this.#delete(path),
    });
    this.#code = new CodePane(this.#part(".code"), {
      onEdit: (path, text) => this.#edited(path, text),
      onRun: () => void this.run(),
      onVisit: (path, line) => this.#visit(path, { file: path, line, column: 1 }),
    });
    this.#output = new Output(this.#part(".out"), {
      onPoint: (at) => this.#code.light(at),
      onVisit: (at) => this.#visit(at.file, at),
    });
    this.#node = new NodePane(this, {
      onLeave: () => this.#part('[data-do="run"]').focus(),
      onPreview: () => this.#show("node"),
      onShell: () => void this.#takeWritten(),
    });
    this.#head = new Head(this);
    this.#announcer = new Announcer(this.#part(".said"));
    this.#select = tabs(this.#part(".pane-tabs"), (pane) => this.#show(pane));
    this.#keeping = new Keeping({
      original: JSON.parse(this.#part("[data-original]").textContent) as Files,
      store: () => localStorage,
      show: (project) => this.#adopt(project),
      notify: (text, choices) => showNotice(this.#part(".notice"), text, choices),
    });
    this.#listen();
    void this.#begin();
  }

  async #begin(): Promise<void> {
    const isolation = await isolate(this.dataset["folder"] ?? "");
    if (isolation === "reloading") return;
    await this.#keeping.open(location.hash);
    this.toggleAttribute("data-ready", true);
    if (isolation === "reloaded") showNotice(this.#part(".notice"), ISOLATED_BY_US);
    if (isolation === "impossible") this.#node.fail(NO_ISOLATION);
    if (isolation === "impossible") this.#usePlain(true);
  }

  /** Run the entry. A run that is under way is stopped first. */
  async run(): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    if (!this.#isPlain && !(await this.#startNode())) return;
    if (this.#abort !== abort) return;
    const { files, entry } = this.#project;
    const timeLimit = this.#isPlain ? PLAIN_LIMIT : Infinity;
    this.#part(".err").hidden = true;
    this.#code.fault(undefined);
    this.#output.begin(true);
    this.#advance({ type: "start" });
    this.#show("output");
    const engine = this.#isPlain ? "worker" : "webcontainer";
    const job = { files, entry, seed: 0, clock: "real", trace: false, timeLimit } as const;
    for await (const event of runOn(engine, job, abort.signal)) {
      if (this.#abort !== abort) return;
      this.#hear(event, timeLimit);
    }
  }

  /** @returns whether Node is there; if not, the pane says why, and Run means the page's own engine where Node can never be */
  async #startNode(): Promise<boolean> {
    if (this.#node.state !== "ready") this.#show("node");
    try {
      await this.#node.start(this.#project);
      this.#usePlain(false);
      return true;
    } catch (error) {
      const isHopeless =
        error instanceof Error &&
        "obstacle" in error &&
        /^(unsupported|not_isolated)$/.test(String(error.obstacle));
      if (isHopeless) this.#usePlain(true);
      return isHopeless;
    }
  }

  /** Run with the engine of samples from now on, or with Node again. */
  #usePlain(isPlain: boolean): void {
    this.#isPlain = isPlain;
    this.toggleAttribute("data-plain", isPlain);
  }

  #hear(event: RunEvent, timeLimit: number): void {
    if (event.type === "log") {
      this.#output.add(event);
      this.#announcer.say(event.text);
    } else if (event.type === "flood" && event.what === "output") this.#output.flood(event.dropped);
    else if (event.type === "error") {
      this.#fault(event.at);
      showTrouble(this.#part(".err"), troubleOf(event));
    } else if (event.type === "exit") {
      this.#output.end();
      void this.#takeWritten();
      const trouble = this.#part(".err").hidden ? troubleAtExit(event.reason, timeLimit) : undefined;
      if (trouble) showTrouble(this.#part(".err"), trouble);
    }
    this.#advance(event);
  }

  #fault(at: SourcePosition | undefined): void {
    if (at !== undefined && at.file in this.#project.files) this.#openFile(at.file);
    this.#code.fault(at);
  }

  #advance(event: PhaseEvent): void {
    const next = nextPhase(this.#phase, event);
    if (next === this.#phase) return;
    this.#phase = next;
    const shown = report(next, this.#project.entry);
    this.#head.show(shown, isLive(next));
    this.dataset["phase"] = next.name;
    if (event.type === "start") this.#announcer.say(shown.word);
    if (event.type === "exit") this.#announcer.sayNow(shown.word);
  }

  /** The reader wants to see a file, or a line of it. */
  #visit(path: string, at?: SourcePosition): void {
    if (!(path in this.#project.files)) return;
    this.#openFile(path);
    this.#show("code");
    this.#code.focus(at?.line);
  }

  #openFile(path: string): void {
    this.#open = path;
    this.#draw();
  }

  #edited(path: string, text: string): void {
    if (this.#project.files[path] === text) return;
    this.#project = withFile(this.#project, path, text);
    this.#keeping.save(this.#project);
    this.#node.change(this.#project);
  }

  /** Programs may have written files: show them among the reader's. */
  async #takeWritten(): Promise<void> {
    const written = await this.#node.written(this.#project);
    if (Object.keys(written).length === 0) return;
    this.#project = projectOf({ ...this.#project.files, ...written }, this.#project.entry);
    this.#keeping.save(this.#project);
    this.#draw();
  }

  /** The project has other files. */
  #change(project: Project, open: string): void {
    this.#project = project;
    this.#open = open in project.files ? open : project.entry;
    this.#keeping.save(project);
    this.#node.change(project);
    this.#draw();
  }

  #delete(path: string): void {
    const before = this.#project;
    const after = withoutFile(before, path);
    if (after.files === before.files)
      return showNotice(
        this.#part(".notice"),
        "A project needs a file. Add another before you delete this one.",
      );
    this.#change(after, this.#open === path ? after.entry : this.#open);
    const back = (): void => this.#change(withFile(this.#project, path, before.files[path]), path);
    showNotice(this.#part(".notice"), `${path} is deleted.`, [{ label: "Bring it back", act: back }]);
  }

  /** Files from elsewhere: a draft, a link, the original. */
  #adopt(project: Project): void {
    hideNotice(this.#part(".notice"));
    this.#project = project;
    this.#open = project.entry;
    this.#draw();
  }

  #draw(): void {
    const { files, entry } = this.#project;
    this.#list.show(files, this.#open);
    this.#code.show(files, this.#open);
    this.#part(".code-head b").textContent = this.#open;
    const choices = runnableFiles(files).map((path) => new Option(path, path, false, path === entry));
    this.#entries.replaceChildren(...choices);
  }

  get #entries(): HTMLSelectElement {
    return this.querySelector<HTMLSelectElement>("[data-entry]")!;
  }

  /** On a small screen, show one of the panes. */
  #show(pane: string): void {
    this.dataset["pane"] = pane;
    this.#select(pane);
  }

  async #share(button: HTMLElement): Promise<void> {
    const link = new URL(this.dataset["folder"] ?? "", location.href);
    link.hash = await shareHash(LAB, filesOf(this.#project));
    await copyText(link.href, button, "Link copied");
  }

  async #act(what: string | undefined, button: HTMLElement): Promise<void> {
    const { files, entry } = this.#project;
    if (what === "run") return isLive(this.#phase) ? this.#abort?.abort() : this.run();
    // Another chance to be isolated.
    if (what === "start" && !crossOriginIsolated) return location.assign(this.dataset["folder"] ?? "");
    if (what === "start" || what === "again") return void (await this.#startNode());
    if (what === "plain") {
      this.#usePlain(true);
      return this.run();
    }
    if (what === "share") return this.#share(button);
    if (what === "download")
      return takeHome(files, entry).catch((error: unknown) =>
        showNotice(this.#part(".notice"), String(error)),
      );
    if (what === "reset") this.#keeping.reset(this.#project);
  }

  #listen(): void {
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
      if (button) void this.#act(button.dataset["do"], button);
    });
    this.#entries.addEventListener("change", () => {
      this.#project = { ...this.#project, entry: this.#entries.value };
      this.#openFile(this.#project.entry);
    });
    window.addEventListener("hashchange", () => {
      if (sharedSample(location.hash) !== undefined) void this.#keeping.open(location.hash);
    });
  }

  #part(selector: string): HTMLElement {
    return this.querySelector<HTMLElement>(selector)!;
  }
}

customElements.define("beamish-lab", LabElement);
