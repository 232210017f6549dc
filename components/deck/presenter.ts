/** The presenter's desk: the same position as the audience's window, with what comes next, the notes and the time. */
import { startClocks } from "./clocks.ts";
import { join } from "./company.ts";
import { formatHash, parseHash } from "./hash.ts";
import { onSampleActs } from "./mirror.ts";
import { commandOf, keepsKey } from "./keys.ts";
import { clamp, last, next, previous, same, start, type Position } from "./position.ts";
import { onDotPressed, readLeaves, showPosition, showProgress, showSteps, slidesOf } from "./stage.ts";
import type { Stand } from "./sync.ts";

/** Bring a desk to life. Everything it needs is in the page already. */
export function startPresenter(desk: HTMLElement): void {
  const leaves = readLeaves(desk);
  const slides = slidesOf(leaves);
  const { deck = "", audience = "", minutes = "0" } = desk.dataset;
  const find = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;
  const clocks = startClocks(desk, `beamish:presenter:${deck}`, Number(minutes));
  // Copies of the slides as they came, before anything in them was run or edited.
  const copies = leaves.map(({ section }) => copyOf(section));
  const notes = [...desk.querySelectorAll<HTMLElement>(".said")];
  const entries = [...desk.querySelectorAll<HTMLElement>(".all a")];

  let stand: Stand = { at: parseHash(location.hash, slides) ?? start, blank: false };

  function show(): void {
    const { at, blank } = stand;
    const steps = slides.shape[at.slide] ?? 0;
    showPosition(leaves, at);
    showProgress(desk, at.slide, leaves.length);
    find("[data-steps]").textContent = steps > 0 ? `, step ${at.step} of ${steps}` : "";
    showNext(next(slides.shape, at));
    notes.forEach((note, slide) => (note.hidden = slide !== at.slide));
    find(".say").scrollTop = 0;
    entries.forEach((entry, slide) => {
      if (slide === at.slide) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    });
    scrollToEntry(entries[at.slide]);
    find('[data-do="blank"]').setAttribute("aria-pressed", String(blank));
    find("[data-blank]").hidden = !blank;
    document.title = `${at.slide + 1}. ${leaves[at.slide]?.title ?? ""} · Presenter`;
  }

  function showNext(to: Position): void {
    const end = same(to, stand.at);
    const copy = copies[to.slide];
    find("[data-next-label]").textContent = end
      ? "next: the end"
      : to.slide === stand.at.slide
        ? `next, step ${to.step}`
        : `next, ${to.slide + 1} / ${leaves.length}`;
    if (copy) showSteps([...copy.querySelectorAll("[data-step]")], to.step);
    find("[data-next]").replaceChildren(...(copy && !end ? [copy] : []));
  }

  function change(to: Stand, by: "presenter" | "audience"): void {
    if (same(stand.at, to.at) && stand.blank === to.blank) return;
    if (to.at.slide !== stand.at.slide) clocks.begin();
    stand = to;
    // The desk is one place, not a path: it leaves no trail in the history.
    history.replaceState(null, "", formatHash(to.at, slides));
    show();
    if (by === "presenter") company.tell(stand);
  }

  const go = (at: Position) => change({ at, blank: false }, "presenter");

  const commands: Readonly<Record<string, () => void>> = {
    next: () => go(next(slides.shape, stand.at)),
    previous: () => go(previous(slides.shape, stand.at)),
    first: () => go(start),
    last: () => go(last(slides.shape)),
    blank: () => change({ ...stand, blank: !stand.blank }, "presenter"),
    overview: () => entries[stand.at.slide]?.focus(),
    help: () => find<HTMLDialogElement>("dialog.keys").showModal(),
    clock: () => clocks.toggle(),
    reset: () => clocks.reset(),
    audience: () =>
      void open(
        audience + formatHash(stand.at, slides),
        `audience of ${deck}`,
        "popup,width=1280,height=800",
      ),
    end() {
      // A window that was opened by another may close itself; a tab that came by a link goes back to the deck.
      if (opener) close();
      else location.assign(audience + formatHash(stand.at, slides));
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const target = event.target instanceof Element ? event.target : null;
    const command = keepsKey(target, event.key) ? undefined : commandOf(event);
    const act = command && commands[command];
    if (!act) return;
    event.preventDefault();
    act();
  });
  desk.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    // The buttons inside a slide are those of its samples.
    if (!pressed || pressed.closest(".leaf")) return;
    event.preventDefault();
    commands[pressed.dataset["do"] ?? ""]?.();
  });
  entries.forEach((entry, slide) => {
    entry.addEventListener("click", (event) => {
      event.preventDefault();
      go({ slide, step: 0 });
    });
  });
  onDotPressed(desk, (slide) => go({ slide, step: 0 }));
  addEventListener("hashchange", () => {
    const at = parseHash(location.hash, slides);
    if (at) go(at);
  });

  const company = join(audience, "presenter", stand.at, {
    follow: ({ at, blank }) => change({ at: clamp(slides.shape, at), blank }, "audience"),
    count(others) {
      const room = find("[data-room]");
      room.dataset["state"] = others > 0 ? "running" : "waiting";
      room.querySelector("span")!.textContent =
        others === 0
          ? "no audience window"
          : others === 1
            ? "audience window open"
            : `${others} audience windows open`;
      find('[data-do="audience"]').hidden = others > 0;
    },
  });
  onSampleActs(desk, company.act);
  show();
  desk.dataset["ready"] = "";
}

/** A picture of a slide: nothing in it has a name that the slide itself has, and its samples have no drafts. */
function copyOf(section: HTMLElement): HTMLElement {
  const copy = section.querySelector(".slide-box")!.cloneNode(true) as HTMLElement;
  copy.classList.add("landscape");
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  for (const sample of copy.querySelectorAll("[data-sample]")) sample.removeAttribute("data-sample");
  return copy;
}

/** Bring an entry into view in its own list only: `scrollIntoView` would move the page as well. */
function scrollToEntry(entry: HTMLElement | undefined): void {
  const list = entry?.closest<HTMLElement>(".all");
  if (!entry || !list) return;
  const from = entry.offsetTop - list.offsetTop;
  list.scrollTop = from - list.clientHeight / 2 + entry.offsetHeight / 2;
}
