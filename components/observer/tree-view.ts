/** The process tree, of which only the rows in view exist: a system may have a hundred thousand processes. */
import { moveBy, outline, type OutlineRow } from "../../src/observer/outline.ts";
import { profileOf, type Profile } from "../../src/observer/profile.ts";
import type { Desk, Moment, View } from "./moment.ts";
import { setText } from "./parts.ts";

/** Rows drawn above and below those in view. */
const OVERSCAN = 8;

let trees = 0;

export class TreeView implements View {
  readonly #root: HTMLElement;
  readonly #desk: Desk;
  readonly #id = `tree-${++trees}`;
  readonly #rows = new Map<string, HTMLElement>();
  readonly #space = document.createElement("div");
  #outline: readonly OutlineRow[] = [];
  #shown: Moment | undefined;
  #ties: Profile | undefined;
  #showTies = false;
  #lamps = new Map<string, string>();

  constructor(root: HTMLElement, desk: Desk) {
    this.#root = root;
    this.#desk = desk;
    this.#space.className = "space";
    this.#space.role = "presentation";
    root.append(this.#space);
    root.addEventListener("scroll", () => this.#drawRows());
    root.addEventListener("keydown", (event) => this.#press(event));
    root.addEventListener("click", (event) => this.#click(event));
  }

  /** Mark the processes that the selected one is linked to, monitors, or is monitored by. */
  set showTies(show: boolean) {
    this.#showTies = show;
    if (this.#shown) this.draw(this.#shown);
  }

  draw(moment: Moment): void {
    const { system, folded, selected, history } = moment;
    this.#shown = moment;
    this.#outline = outline(system, folded);
    this.#ties =
      this.#showTies && selected !== undefined
        ? profileOf(history.events.slice(0, moment.moment - history.first), selected)
        : undefined;
    this.#space.style.blockSize = `calc(${this.#outline.length} * var(--h))`;
    this.#root.dataset["count"] = String(this.#outline.length);
    this.#drawRows();
  }

  #drawRows(): void {
    const height = this.#rowHeight;
    const first = Math.max(0, Math.floor(this.#root.scrollTop / height) - OVERSCAN);
    const last = Math.ceil((this.#root.scrollTop + this.#root.clientHeight) / height) + OVERSCAN;
    const visible = this.#outline.slice(first, Math.max(last, first + 2 * OVERSCAN));
    const wanted = new Set(visible.map((row) => row.process.pid));
    for (const [pid, element] of this.#rows)
      if (!wanted.has(pid)) {
        element.remove();
        this.#rows.delete(pid);
      }
    visible.forEach((row, index) => this.#drawRow(row, first + index));
    const selected = this.#shown?.selected;
    if (selected !== undefined && this.#rows.has(selected))
      this.#root.setAttribute("aria-activedescendant", this.#idOf(selected));
    else this.#root.removeAttribute("aria-activedescendant");
  }

  #drawRow(row: OutlineRow, index: number): void {
    const { process, level, place, siblings, children, isFolded } = row;
    const known = this.#rows.get(process.pid);
    const element = known ?? rowElement(this.#idOf(process.pid), process.pid);
    if (!known) {
      this.#rows.set(process.pid, element);
      this.#space.append(element);
      if (process.restarts > 0 && !this.#lamps.has(process.pid)) element.classList.add("grow");
    }
    const before = this.#lamps.get(process.pid);
    if (before !== process.lamp) {
      this.#lamps.set(process.pid, process.lamp);
      element.classList.toggle("flash", before !== undefined && process.lamp === "crashed");
    }
    element.style.insetBlockStart = `calc(${index} * var(--h))`;
    element.style.setProperty("--level", String(Math.min(level - 1, row.rails.length)));
    element.dataset["state"] = process.lamp;
    element.classList.toggle("sup", process.supervises);
    element.setAttribute("aria-level", String(level));
    element.setAttribute("aria-posinset", String(place));
    element.setAttribute("aria-setsize", String(siblings));
    element.setAttribute("aria-selected", String(process.pid === this.#shown?.selected));
    if (children > 0) element.setAttribute("aria-expanded", String(!isFolded));
    else element.removeAttribute("aria-expanded");
    this.#fill(element, row);
  }

  #fill(element: HTMLElement, { process, level, children, isFolded }: OutlineRow): void {
    const [twist, , name, fact, tie, word, box] = element.children as unknown as HTMLElement[];
    setText(twist!, children === 0 ? "" : isFolded ? "▸" : "▾");
    setText(name!, process.name ?? process.pid);
    element.title = `${process.name ?? "process"} ${process.pid}`;
    const meter = this.#shown?.system.intensity(process.pid);
    const facts = [
      process.restarts > 0 ? `×${process.restarts}` : "",
      meter ? `${meter.restarts}/${meter.limit}` : "",
      isFolded && level > 0 ? `+${children}` : "",
    ];
    setText(fact!, facts.filter((text) => text !== "").join(" "));
    setText(tie!, this.#tieOf(process.pid));
    setText(word!, process.lamp);
    const [bar, count] = box!.children as unknown as HTMLElement[];
    bar!.style.setProperty("--v", `${Math.min(100, 24 * Math.log2(1 + process.mailbox))}%`);
    setText(count!, String(process.mailbox));
    box!.classList.toggle("hot", process.mailbox >= 16);
  }

  #tieOf(pid: string): string {
    const ties = this.#ties;
    if (ties === undefined) return "";
    const words = [
      ties.links.includes(pid) ? "linked" : "",
      ties.monitors.includes(pid) ? "monitored" : "",
      ties.monitoredBy.includes(pid) ? "monitors it" : "",
    ];
    return words.filter((word) => word !== "").join(", ");
  }

  #press(event: KeyboardEvent): void {
    const move = moveBy(event.key, this.#outline, this.#shown?.selected);
    if (move === undefined) return;
    event.preventDefault();
    if ("fold" in move) this.#desk.fold(move.fold, true);
    else if ("unfold" in move) this.#desk.fold(move.unfold, false);
    else this.#go(this.#shown?.selected === undefined ? this.#outline[0]!.process.pid : move.to);
  }

  #go(pid: string): void {
    this.#desk.select(pid);
    const index = this.#outline.findIndex((row) => row.process.pid === pid);
    const height = this.#rowHeight;
    const { scrollTop, clientHeight } = this.#root;
    if (index * height < scrollTop) this.#root.scrollTop = index * height;
    else if ((index + 1) * height > scrollTop + clientHeight)
      this.#root.scrollTop = (index + 1) * height - clientHeight;
  }

  #click({ target }: Event): void {
    const row = (target as Element).closest<HTMLElement>(".proc");
    const pid = row?.dataset["pid"];
    if (pid === undefined) return;
    if ((target as Element).matches(".twist") && row?.hasAttribute("aria-expanded"))
      return this.#desk.fold(pid, row.ariaExpanded === "true");
    this.#desk.select(pid);
  }

  get #rowHeight(): number {
    const [row] = this.#rows.values();
    return row?.offsetHeight || 30;
  }

  #idOf(pid: string): string {
    return `${this.#id}-${pid.replace(/[<>]/g, "").replaceAll(".", "-")}`;
  }
}

function rowElement(id: string, pid: string): HTMLElement {
  const row = document.createElement("div");
  row.className = "proc";
  row.role = "treeitem";
  row.id = id;
  row.dataset["pid"] = pid;
  row.innerHTML =
    '<span class="twist" aria-hidden="true"></span><i class="lamp"></i><b></b><span class="fact"></span><span class="tie"></span>' +
    '<span class="st"></span><span class="mbox"><i></i><span></span><span class="vh"> in mailbox</span></span>';
  return row;
}
