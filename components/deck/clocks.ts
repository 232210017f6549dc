/** The clocks on the presenter's desk: time spoken, time left, time of day. A reload does not stop them. */
import { elapsed, formatSpan, parseStopwatch, pause, reset, run, type Stopwatch } from "./stopwatch.ts";

export interface Clocks {
  /** Start, if nothing has started it yet: the first slide was turned. */
  begin(): void;
  /** Start or pause. */
  toggle(): void;
  reset(): void;
}

/**
 * @param desk holds `[data-clock]` elements and the button that starts and pauses
 * @param key where the state is kept, in this window's session
 * @param minutes how long the talk should take
 */
export function startClocks(desk: HTMLElement, key: string, minutes: number): Clocks {
  const part = (selector: string) => desk.querySelector<HTMLElement>(selector)!;
  let watch: Stopwatch = stored(key);

  function set(to: Stopwatch): void {
    watch = to;
    try {
      sessionStorage.setItem(key, JSON.stringify(watch));
    } catch {
      // It then lasts as long as the window.
    }
    show();
  }

  function show(): void {
    const now = Date.now();
    const left = minutes * 60_000 - elapsed(watch, now);
    write(part('[data-clock="elapsed"]'), formatSpan(elapsed(watch, now)));
    write(part('[data-clock="left"]'), formatSpan(left));
    part('[data-clock="left"]').toggleAttribute("data-over", left < 0);
    write(
      part('[data-clock="time"]'),
      new Date(now).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
    );
    write(
      part('[data-do="clock"]'),
      watch.since !== undefined ? "Pause" : watch.before > 0 ? "Go on" : "Start",
    );
  }

  show();
  // Twice a second, so that no second is ever skipped.
  setInterval(show, 500);
  return {
    begin() {
      if (watch.before === 0) set(run(watch, Date.now()));
    },
    toggle: () => set(watch.since === undefined ? run(watch, Date.now()) : pause(watch, Date.now())),
    reset: () => set(reset(watch, Date.now())),
  };
}

function stored(key: string): Stopwatch {
  try {
    return parseStopwatch(sessionStorage.getItem(key));
  } catch {
    return parseStopwatch(null);
  }
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
