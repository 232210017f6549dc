/** The audience's window: keys, buttons, swipes, the address and the presenter all move one position, and it is shown. */
import { keepReading, readingOf } from "../../src/site/progress.ts";
import { join } from "./company.ts";
import { formatHash, parseHash } from "./hash.ts";
import { commandOf, keepsKey, type DeckCommand } from "./keys.ts";
import { sampleActor } from "./mirror.ts";
import { startNotes } from "./notes.ts";
import { startOverview } from "./overview-mode.ts";
import { clamp, complete, last, next, previous, same, start, type Position } from "./position.ts";
import { onDotPressed, readLeaves, showPosition, showProgress, slidesOf } from "./stage.ts";
import type { Stand } from "./sync.ts";
import { onSwipe } from "./touch.ts";

/** Bring a deck to life. Everything it needs is in the page already. */
export function startViewer(deck: HTMLElement): void {
  const leaves = readLeaves(deck);
  const slides = slidesOf(leaves);
  const pageTitle = document.title;
  const find = <E extends HTMLElement>(selector: string) => document.querySelector<E>(selector)!;

  let stand: Stand = { at: parseHash(location.hash, slides) ?? sharedSample() ?? start, blank: false };

  function show(): void {
    const { slide } = stand.at;
    const focused = leaves.findIndex(({ section }) => section.contains(document.activeElement));
    showPosition(leaves, stand.at);
    showProgress(deck, slide, leaves.length);
    find(".blank").hidden = !stand.blank;
    document.title = `${slide + 1}. ${leaves[slide]?.title ?? ""} · ${pageTitle}`;
    // Focus in a slide that went away would be lost at the top of the page.
    if (focused >= 0 && focused !== slide) leaves[slide]?.section.focus({ preventScroll: true });
  }

  /** Go somewhere. A new slide is an entry of the browser's history, unless the presenter or history itself went there. */
  function change(to: Stand, by: "reader" | "presenter" | "history"): void {
    const from = stand;
    if (same(from.at, to.at) && from.blank === to.blank) return;
    stand = to;
    const turned = from.at.slide !== to.at.slide;
    if (by === "reader" && turned) history.pushState(null, "", formatHash(to.at, slides));
    else if (by !== "history") history.replaceState(null, "", formatHash(to.at, slides));
    show();
    if (turned) scrollTo(0, 0);
    find("[data-announce]").textContent = news(from);
    if (by !== "presenter") company.tell(stand);
    if (by === "reader" && same(to.at, last(slides.shape))) markRead();
  }

  /** Who came to the end has read the deck: courses show it. */
  function markRead(): void {
    const entry = `decks/${deck.dataset["deck"]}`;
    if (readingOf(entry).state === "unread") keepReading(entry, new Date());
  }

  const go = (at: Position) => change({ at, blank: false }, "reader");

  /** What changed, for those who cannot see it. */
  function news(from: Stand): string {
    const { at, blank } = stand;
    if (blank) return "The screen is blank.";
    const { title = "", steps = [] } = leaves[at.slide] ?? {};
    if (from.at.slide === at.slide && at.step > from.at.step) {
      return (steps[at.step - 1]?.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 300);
    }
    return `Slide ${at.slide + 1} of ${leaves.length}: ${title}`;
  }

  /** A link to an edited sample names the sample: the slide it is on. */
  function sharedSample(): Position | undefined {
    const sample = /^#share=([^=]+)=/.exec(location.hash)?.[1];
    if (sample === undefined) return undefined;
    const selector = `[data-sample="${CSS.escape(sample)}"]`;
    const slide = leaves.findIndex(({ section }) => section.querySelector(selector));
    return slide < 0 ? undefined : complete(slides.shape, slide);
  }

  const notes = startNotes(deck);
  const overview = startOverview(deck, leaves, (slide) => {
    if (slide !== undefined && slide !== stand.at.slide) go({ slide, step: 0 });
    show();
    leaves[stand.at.slide]?.section.focus({ preventScroll: true });
  });

  const commands: Readonly<Record<DeckCommand, () => void>> = {
    next: () => go(next(slides.shape, stand.at)),
    previous: () => go(previous(slides.shape, stand.at)),
    first: () => go(start),
    last: () => go(last(slides.shape)),
    overview: () => overview.toggle(stand.at.slide),
    notes: () => notes.toggle(),
    blank: () => change({ ...stand, blank: !stand.blank }, "reader"),
    help: () => find<HTMLDialogElement>("dialog.keys").showModal(),
    fullscreen() {
      if (document.fullscreenElement) void document.exitFullscreen();
      // Refused where a page may not fill the screen (in a frame, say): then it stays as it is.
      else document.documentElement.requestFullscreen().catch(() => undefined);
    },
    presenter() {
      const { deck: name, presenter } = deck.dataset;
      const address = `${presenter}${formatHash(stand.at, slides)}`;
      // The window has a name: asked for again, it comes to the front.
      open(address, `presenter of ${name}`, "popup,width=1280,height=800")?.focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const target = event.target instanceof Element ? event.target : null;
    if (overview.press(event)) return event.preventDefault();
    const command = keepsKey(target, event.key) ? undefined : commandOf(event);
    if (!command || (overview.isOpen() && command !== "help")) return;
    event.preventDefault();
    commands[command]();
  });
  find(".pad").addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
    if (!pressed) return;
    event.preventDefault();
    commands[pressed.dataset["do"] as DeckCommand]();
  });
  onSwipe(find(".slides"), (way) => {
    if (!overview.isOpen()) commands[way]();
  });
  onDotPressed(deck, (slide) => go({ slide, step: 0 }));
  addEventListener("popstate", () => {
    // The deck may have been opened without a hash. A hash of something else, as the skip link's, turns no slide.
    const at = location.hash === "" ? start : parseHash(location.hash, slides);
    if (at) change({ at, blank: false }, "history");
  });

  const company = join(location.pathname, "audience", stand.at, {
    repeat: sampleActor(deck),
    follow: ({ at, blank }) => change({ at: clamp(slides.shape, at), blank }, "presenter"),
  });
  history.scrollRestoration = "manual";
  show();
  deck.dataset["ready"] = "";
}
