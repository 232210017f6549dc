/** The observer beside a sample: live while it runs, and to be looked at from any moment afterwards. */
import type { RecordedEvent } from "beamish/trace";
import { History } from "../../src/observer/history.ts";
import { Load } from "../../src/observer/load.ts";
import { Sequence } from "../../src/observer/sequence.ts";
import type { Command, RunEvent, SourcePosition } from "../../src/sandbox/engine.ts";
import { tabs } from "../sample/tabs.ts";
import { deskHtml } from "./desk-html.ts";
import { InspectorView } from "./inspector-view.ts";
import { Lanes } from "./lanes.ts";
import { LoadView } from "./load-view.ts";
import type { Desk, Facts, Moment, View } from "./moment.ts";
import type { Order } from "./order.ts";
import { part, setText } from "./parts.ts";
import { type Schedules, SchedulesView } from "./schedules-view.ts";
import { SequenceView } from "./sequence-view.ts";
import { BesideView, MomentView, WordsView } from "./text-views.ts";
import { TimelineView } from "./timeline-view.ts";
import { TreeView } from "./tree-view.ts";
import { loadStyles } from "./styles.ts";

/** What the panel asks of the page around it. */
export interface Surroundings extends Schedules {
  command(command: Command): void;
  /** Light a line of the sample's source, or none. */
  light(at: SourcePosition | undefined): void;
  /** Whether the run should wait for what the reader will do. */
  keep(yes: boolean): void;
  pace(pace: number): void;
  /** What the program printed on real OTP, if it has been run there. */
  readonly recorded: string | undefined;
  /** Whether the program is still the one that was recorded. */
  readonly isOriginal: boolean;
  readonly order: Order;
  readonly isKept: boolean;
}

/** Makes an empty element the desk, as soon as it can look like one. */
export async function openPanel(root: HTMLElement, around: Surroundings): Promise<ObserverPanel> {
  await loadStyles();
  return new ObserverPanel(root, around);
}

export class ObserverPanel implements Desk {
  readonly #root: HTMLElement;
  readonly #around: Surroundings;
  readonly #timeline: TimelineView;
  readonly #tree: TreeView;
  readonly #sequenceView: SequenceView;
  /** The views of the panes, by pane; those that are not in sight are not drawn. */
  readonly #views: ReadonlyMap<string, View>;
  readonly #lanes = new Lanes();
  #history = new History();
  #load = new Load();
  #sequence = new Sequence();
  #positions = new Map<number, SourcePosition>();
  #folded = new Set<string>();
  #facts: Facts | undefined;
  #asked = -1;
  #selected: string | undefined;
  /** The moment looked at; undefined follows the run. */
  #moment: number | undefined;
  #isRunning = false;
  #drawing = false;
  /** Something has changed since it was last drawn. */
  #stale = false;
  #pane = "messages";

  /** @param root an empty element that becomes the desk */
  constructor(root: HTMLElement, around: Surroundings) {
    this.#root = root;
    this.#around = around;
    root.innerHTML = deskHtml(around.recorded !== undefined);
    this.#timeline = new TimelineView(root, this);
    this.#tree = new TreeView(part(root, "tree"), this);
    this.#sequenceView = new SequenceView(root, this);
    const views: [string, View][] = [
      ["processes", this.#tree],
      ["messages", this.#sequenceView],
      ["inspector", new InspectorView(part(root, "inspector"), this)],
      ["moment", new MomentView(part(root, "moment"))],
      ["load", new LoadView(part(root, "load"))],
      ["schedules", new SchedulesView(part(root, "schedules"), around)],
      ["words", new WordsView(part(root, "words"), this)],
    ];
    if (around.recorded !== undefined)
      views.push(["beside", new BesideView(part(root, "beside"), around.recorded, () => around.isOriginal)]);
    this.#views = new Map(views);
    tabs(root, (pane) => this.#show(pane));
    this.#listen();
  }

  /** Forget the last run: another one begins. */
  clear(): void {
    this.#timeline.stop();
    this.#history = new History();
    this.#load = new Load();
    this.#positions = new Map();
    this.#facts = undefined;
    this.#asked = -1;
    this.#moment = undefined;
    this.#isRunning = true;
    this.#note(undefined);
    this.arrangeLanes();
  }

  /** Take in one event of the sample's run. */
  accept(event: RunEvent): void {
    if (event.type === "trace") {
      for (const one of event.events) this.#record(one);
      this.#sequence.append(event.events);
      for (const [sequence, at] of event.positions) this.#positions.set(sequence, at);
    } else if (event.type === "gap") {
      this.#history.skip(event.missing, event.alive);
      this.#note(`${event.missing} events in the middle of this run were not recorded.`);
    } else if (event.type === "log") this.#history.print(event.text);
    else if (event.type === "inspected") this.#facts = event;
    else if (event.type === "refused") this.#note(event.reason);
    else if (event.type === "exit") this.#isRunning = false;
    this.#draw();
  }

  goTo(moment: number): void {
    const { first, last } = this.#history;
    this.#moment = Math.max(first, Math.min(moment, last));
    this.#draw();
    const steps = this.#sequence.stepsBy(this.#moment);
    const at = this.#history.eventAt(this.#sequence.steps[steps - 1]?.moment ?? -1);
    this.#around.light(at && this.#positions.get(at.sequence));
  }

  select(pid: string): void {
    this.#selected = pid;
    this.#asked = -1;
    if (this.#lanes.follow(pid)) this.arrangeLanes();
    this.#draw();
  }

  fold(pid: string, folded: boolean): void {
    if (folded) this.#folded.add(pid);
    else this.#folded.delete(pid);
    this.arrangeLanes();
  }

  command(command: Command): void {
    this.#around.command(command);
  }

  arrangeLanes(): void {
    const { first, events } = this.#history;
    this.#sequence = new Sequence(this.#lanes.laneOf(this.#history, this.#folded), first);
    this.#sequence.append(events);
    this.#draw();
  }

  #record(event: RecordedEvent): void {
    const history = this.#history;
    history.append([event]);
    if (this.#load.wants(history.last)) this.#load.take(history.last, event.time, history.latest);
  }

  #listen(): void {
    this.#root.addEventListener("click", (event) => this.#click(event));
    const keep = part<HTMLInputElement>(this.#root, "keep");
    keep.checked = this.#around.isKept;
    keep.addEventListener("change", () => this.#around.keep(keep.checked));
    part<HTMLSelectElement>(this.#root, "pace").addEventListener("change", () => this.#setPace());
    new ResizeObserver(() => this.#draw()).observe(this.#root);
    this.#root.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && this.#isLarge) this.#enlarge(false);
    });
  }

  #click({ target }: Event): void {
    const button = (target as Element).closest<HTMLElement>("[data-do]");
    const toggled = () => {
      const isOn = button?.ariaPressed !== "true";
      if (button) button.ariaPressed = String(isOn);
      return isOn;
    };
    switch (button?.dataset["do"]) {
      case "back":
        return this.#timeline.step(-1);
      case "step":
        return this.#timeline.step(1);
      case "play":
        return this.#timeline.play();
      case "live":
        this.#moment = undefined;
        this.#around.light(undefined);
        return this.#draw();
      case "ties":
        this.#tree.showTies = toggled();
        return;
      case "only":
        this.#lanes.only = toggled() ? (this.#selected ?? "you") : undefined;
        return this.arrangeLanes();
      case "larger":
        return this.#sequenceView.zoomBy(1);
      case "smaller":
        return this.#sequenceView.zoomBy(-1);
      case "hold":
        toggled();
        return this.#setPace();
      case "skip":
        return this.command({ type: "skip" });
      case "enlarge":
        return this.#enlarge(!this.#isLarge);
      default:
        return undefined;
    }
  }

  get #isLarge(): boolean {
    return "large" in this.#root.dataset;
  }

  /** The desk takes the whole window, and all that is behind it is out of reach. */
  #enlarge(large: boolean): void {
    this.#root.toggleAttribute("data-large", large);
    // In the top layer nothing lies over it, whatever it stands in.
    if (large) {
      this.#root.popover = "manual";
      this.#root.showPopover();
    } else this.#root.popover = null;
    this.#root.querySelector<HTMLElement>('[data-do="enlarge"]')!.ariaPressed = String(large);
    for (let node: HTMLElement = this.#root; node !== document.body; node = node.parentElement!)
      for (const sibling of node.parentElement!.children)
        if (sibling !== node && sibling instanceof HTMLElement) sibling.inert = large;
    document.documentElement.style.overflow = large ? "hidden" : "";
  }

  #setPace(): void {
    const isHeld = this.#root.querySelector('[data-do="hold"]')!.ariaPressed === "true";
    const pace = isHeld ? 0 : Number(part<HTMLSelectElement>(this.#root, "pace").value);
    this.#around.pace(pace);
    if (this.#isRunning) this.command({ type: "pace", pace });
  }

  #show(pane: string): void {
    this.#pane = pane;
    part(this.#root, "tree").closest<HTMLElement>(".obs-panes")!.dataset["show"] = pane;
    this.#draw();
  }

  /** Says something about the run, or nothing. */
  #note(text: string | undefined): void {
    const note = part(this.#root, "note");
    note.hidden = text === undefined;
    setText(note, text ?? "");
  }

  /** Draw once a frame at the most, and not longer than the rest of the page gets. */
  #draw(): void {
    this.#stale = true;
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      const began = performance.now();
      this.#stale = false;
      this.#render();
      const took = performance.now() - began;
      const rest = () => {
        this.#drawing = false;
        if (this.#stale) this.#draw();
      };
      if (took < 8) rest();
      else setTimeout(rest, took);
    });
  }

  #render(): void {
    const history = this.#history;
    const isLive = this.#moment === undefined;
    const moment = this.#moment ?? history.last;
    const shown: Moment = {
      history,
      load: this.#load,
      sequence: this.#sequence,
      moment,
      system: history.at(moment),
      isLive,
      canAct: isLive && this.#isRunning,
      selected: this.#selected,
      folded: this.#folded,
      facts: this.#facts,
      order: this.#around.order,
    };
    this.#timeline.draw(shown);
    for (const [pane, view] of this.#views) if (this.#inSight(pane)) view.draw(shown);
    setText(part(this.#root, "count"), `${shown.system.totals.alive} alive`);
    this.#root.querySelector<HTMLElement>('[data-do="live"]')!.ariaPressed = String(isLive);
    this.#inspect(shown);
  }

  #inSight(pane: string): boolean {
    return (
      pane === this.#pane ||
      this.#root.querySelector<HTMLElement>(`[data-pane="${pane}"]`)!.offsetParent !== null
    );
  }

  /** Asks the selected process about itself, once after each change. */
  #inspect({ canAct, selected, system }: Moment): void {
    const process = selected === undefined ? undefined : system.get(selected);
    if (!canAct || process === undefined || process.reductions === this.#asked) return;
    this.#asked = process.reductions;
    this.command({ type: "inspect", pid: process.pid });
  }
}
