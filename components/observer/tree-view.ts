/** The process tree, of which only the rows in view exist: a system may have a hundred thousand processes. */
import { moveBy, outline, type OutlineRow, processText } from "../../src/observer/outline.ts";
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
    const selected = this.#selected;
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
    element.setAttribute("aria-selected", String(process.pid === this.#selected));
    if (children > 0) element.setAttribute("aria-expanded", String(!isFolded));
    else element.removeAttribute("aria-expanded");
    this.#fill(element, row);
  }

  #fill(element: HTMLElement, { process, level, children, isFolded }: OutlineRow): void {
    const [twist, , name, fact, tie, state, box, words] = element.children as unknown as HTMLElement[];
    setText(twist!, children === 0 ? "" : isFolded ? "▸" : "▾");
    setText(name!, process.name ?? process.pid);
    const meter = this.#shown?.system.intensity(process.pid);
    const ties = this.#tieOf(process.pid);
    const text = processText(process, meter, ties);
    setText(words!, text);
    for (const sign of [name!, fact!, tie!, box!]) sign.title = text;
    const facts = [
      process.restarts > 0 ? `×${process.restarts}` : "",
      meter ? `${meter.restarts}/${meter.limit}` : "",
      isFolded && level > 0 ? `+${children}` : "",
    ];
    setText(fact!, facts.filter((text) => text !== "").join(" "));
    setText(tie!, ties);
    setText(state!, process.lamp);
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
    const move = moveBy(event.key, this.#outline, this.#selected);
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

  /** The row that stands for the selected process: a restarted one is found in the place of the first. */
  get #selected(): string | undefined {
    const { selected, system } = this.#shown ?? {};
    return selected === undefined ? undefined : system?.inPlaceOf(selected);
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
  // What is seen is short and full of signs; what is heard are words.
  const hide = 'aria-hidden="true"';
  row.innerHTML =
    `<span class="twist" ${hide}></span><i class="lamp" ${hide}></i><b ${hide}></b><span class="fact" ${hide}></span><span class="tie" ${hide}></span>` +
    `<span class="st" ${hide}></span><span class="mbox" ${hide}><i></i><span></span></span><span class="vh"></span>`;
  return row;
}
