/** The presenter's elapsed time: a value that survives a reload, not a ticking thing. All times in milliseconds. */

export interface Stopwatch {
  /** Time collected before the present stretch. */
  readonly before: number;
  /** When the present stretch began; undefined while paused. */
  readonly since: number | undefined;
}

export const zero: Stopwatch = { before: 0, since: undefined };

export function elapsed(watch: Stopwatch, now: number): number {
  return watch.before + (watch.since === undefined ? 0 : Math.max(now - watch.since, 0));
}

export function run(watch: Stopwatch, now: number): Stopwatch {
  return watch.since === undefined ? { before: watch.before, since: now } : watch;
}

export function pause(watch: Stopwatch, now: number): Stopwatch {
  return { before: elapsed(watch, now), since: undefined };
}

/** Back to nothing; a running watch goes on running. */
export function reset(watch: Stopwatch, now: number): Stopwatch {
  return { before: 0, since: watch.since === undefined ? undefined : now };
}

/** `754000` is `12:34`, an hour and more is `1:02:03`, and less than nothing has a minus: `-0:30`. */
export function formatSpan(milliseconds: number): string {
  const total = Math.trunc(milliseconds / 1000);
  const seconds = Math.abs(total);
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const text = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${total < 0 ? "-" : ""}${text}:${two(seconds % 60)}`;
}

/** Read back what was stored. Anything that is no stopwatch is `zero`. */
export function parseStopwatch(text: string | null): Stopwatch {
  try {
    const { before, since } = JSON.parse(text ?? "") as Partial<Stopwatch>;
    if (typeof before !== "number" || !Number.isFinite(before)) return zero;
    return { before, since: typeof since === "number" && Number.isFinite(since) ? since : undefined };
  } catch {
    return zero;
  }
}
