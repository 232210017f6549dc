/** The pane where Node is: not started, starting, out of reach, or there, with a terminal and a preview. */
import { loadEngine } from "../../src/sandbox/engines/index.ts";
import { tabs } from "../sample/tabs.ts";
import { BootSteps, type Failure, failureOf } from "./boot-view.ts";
import { Mirror } from "./mirror.ts";
import { Preview } from "./preview.ts";
import type { Project } from "./project.ts";
import { openShell, type Shell } from "./shell.ts";

export type NodeEngine = Awaited<ReturnType<typeof loadEngine<"webcontainer">>>;
/** A Node with a file system, as the engine gives it. */
export type Container = Awaited<ReturnType<NodeEngine["open"]>>;

/** What the pane shows: each state has a part of the page, marked `data-when`. */
type State = "idle" | "booting" | "failed" | "ready";

const WORDS: Readonly<Record<State, readonly [lamp: string, word: string]>> = {
  idle: ["exited", "Node is not started"],
  booting: ["running", "Node is starting"],
  failed: ["crashed", "no Node"],
  ready: ["done", "Node is ready"],
};

/** Milliseconds without a keystroke after which edits go to Node. */
const PAUSE = 300;

/** Not even what asks for Node has come. */
function notFetched(): never {
  const error = new Error("What starts Node could not be fetched from this site. Check the connection.");
  throw Object.assign(error, { obstacle: "unreachable" });
}

export interface NodePaneOptions {
  /** The reader leaves the terminal. */
  readonly onLeave: () => void;
  /** A server listens, and there is something to see. */
  readonly onPreview: () => void;
  /** Something has run in the terminal, and may have written files. */
  readonly onShell: () => void;
}

export class NodePane {
  readonly #lab: HTMLElement;
  readonly #options: NodePaneOptions;
  readonly #select: (tab: string) => void;
  #state: State = "idle";
  #booting: Promise<Container> | undefined;
  #mirror: Mirror | undefined;
  #later: ReturnType<typeof setTimeout> | undefined;
  #shell: Promise<Shell> | undefined;

  /** @param lab holds the pane, and the words about Node wherever they are */
  constructor(lab: HTMLElement, options: NodePaneOptions) {
    this.#lab = lab;
    this.#options = options;
    this.#select = tabs(this.#part(".node"), (tab) => this.show(tab));
    new ResizeObserver(() => void this.#shell?.then((shell) => shell.fit())).observe(this.#part(".terminal"));
  }

  get state(): State {
    return this.#state;
  }

  /**
   * Start Node, if it has not been started, and put these files into it.
   *
   * @throws {Error} if it does not start; the pane says why
   */
  async start(project: Project): Promise<void> {
    this.#booting ??= this.#boot(project.files, project.entry);
    this.#booting.catch(() => (this.#booting = undefined));
    await this.#booting;
    clearTimeout(this.#later);
    await this.#mirror?.put(project);
  }

  /** The reader has changed the project: the terminal's programs are to see it, once the typing pauses. */
  change(project: Project): void {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => void this.#mirror?.put(project), PAUSE);
  }

  /** What programs have written into the project: path to text. */
  async written({ files }: Project): Promise<Project["files"]> {
    return (await this.#mirror?.written(files)) ?? {};
  }

  /** Show the terminal or the preview. */
  show(tab: string): void {
    this.#select(tab);
    for (const panel of this.#lab.querySelectorAll<HTMLElement>(".node [role=tabpanel]"))
      panel.hidden = panel.dataset["panel"] !== tab;
    void this.#shell?.then((shell) => shell.fit());
  }

  /** Say why there is no Node. */
  fail({ title, message, again }: Failure): void {
    this.#enter("failed");
    this.#part(".failure b").textContent = title;
    this.#part(".failure p").textContent = message;
    this.#part('[data-do="again"]').hidden = !again;
  }

  async #boot(files: Project["files"], entry: string): Promise<Container> {
    this.#enter("booting");
    const steps = new BootSteps(this.#part(".steps"));
    try {
      const engine = await loadEngine("webcontainer").catch(notFetched);
      const container = await engine.open(files, entry, (step) => {
        if (this.#state === "booting") steps.begin(step);
      });
      this.#mirror = new Mirror(engine, container, files);
      this.#furnish(container);
      return container;
    } catch (error) {
      steps.fail();
      this.fail(failureOf(error));
      throw error;
    }
  }

  #furnish(container: Container): void {
    this.#enter("ready");
    const preview = new Preview(this.#part(".preview"));
    container.on("server-ready", (port, address) => {
      preview.open(port, address);
      this.show("preview");
      this.#options.onPreview();
    });
    container.on("port", (port, what) => {
      if (what === "close") preview.close(port);
    });
    this.#shell = openShell(this.#part(".terminal"), container, this.#options);
    this.show("terminal");
  }

  #enter(state: State): void {
    this.#state = state;
    for (const part of this.#lab.querySelectorAll<HTMLElement>(".node [data-when]"))
      part.hidden = part.dataset["when"]?.split(" ").includes(state) === false;
    const [lamp, word] = WORDS[state];
    for (const place of this.#lab.querySelectorAll<HTMLElement>("[data-node]")) {
      place.dataset["state"] = lamp;
      place.querySelector(".st")!.textContent = word;
    }
  }

  #part(selector: string): HTMLElement {
    return this.#lab.querySelector<HTMLElement>(selector)!;
  }
}
