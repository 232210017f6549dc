/**
 * What a screen reader hears of a run: its lines in batches, the beginning of a flood and not all of it, and how it
 * ended. The rows themselves are no live region, or each change in them would be read out.
 */

/** Milliseconds between two announcements; a shorter pause cuts the first one off. */
const pause = 1000;
/** Lines read out of one batch. */
const most = 6;

export class Announcer {
  readonly #region: HTMLElement;
  #lines: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param region - an empty element with `aria-live="polite"` */
  constructor(region: HTMLElement) {
    this.#region = region;
  }

  /** Say a line with the next batch. */
  say(line: string): void {
    this.#lines.push(line);
    this.#timer ??= setTimeout(() => this.#flush(), pause);
  }

  /** Say the rest at once, and then `line`, however much the run prints: it is over, or there is something to decide. */
  sayNow(line: string): void {
    clearTimeout(this.#timer);
    this.#flush(line);
  }

  #flush(last?: string): void {
    this.#timer = undefined;
    this.#region.textContent = digest(this.#lines, last);
    this.#lines = [];
  }
}

/** A batch as one sentence after another, without what would take too long to listen to. */
export function digest(lines: readonly string[], last?: string): string {
  const said = lines.slice(0, most);
  const more = lines.length - said.length;
  if (more > 0) said.push(`and ${more} more ${more === 1 ? "line" : "lines"}`);
  if (last !== undefined) said.push(last);
  return said.join(". ");
}
