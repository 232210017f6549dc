/**
 * The part of the address after `#`, and the position it names.
 *
 * Written: `#a-crash-costs-one-process`, or `#a-crash-costs-one-process/2` with two steps shown. The first form is also the
 * id of the slide's section, so a link to a slide works in a browser without JavaScript. Read: these, and `#/7`, `#7` and
 * `#/7/2` with the slide's number as people count it, from 1.
 */
import { clamp, type Position, type Shape } from "./position.ts";

/** What a deck's slides are called, and how many steps each has. */
export interface Slides {
  readonly ids: readonly string[];
  readonly shape: Shape;
}

/**
 * The position a hash names, brought into the deck's range.
 * @param hash `location.hash`, with or without `#`
 * @returns undefined for an empty hash and for one that names no slide
 */
export function parseHash(hash: string, { ids, shape }: Slides): Position | undefined {
  const [name = "", step = "0"] = decode(hash)
    .replace(/^#?\/?/, "")
    .split("/");
  if (!/^\d+$/.test(step)) return undefined;
  const slide = ids.indexOf(name);
  if (slide >= 0) return clamp(shape, { slide, step: Number(step) });
  return /^\d+$/.test(name) ? clamp(shape, { slide: Number(name) - 1, step: Number(step) }) : undefined;
}

/** The hash of a position, with its `#`. */
export function formatHash(at: Position, { ids }: Slides): string {
  const id = ids[at.slide] ?? String(at.slide + 1);
  return `#${encodeURIComponent(id)}${at.step > 0 ? `/${at.step}` : ""}`;
}

/** A hash typed by hand may hold a lone `%`. It names no slide, and that is all. */
function decode(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
