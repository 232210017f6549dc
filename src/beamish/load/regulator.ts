/** A regulated queue as a value: who asks waits until there are a token and a free place. Times are milliseconds. */
import { badArgument } from "../term/errors.ts";
import { judge, newCoDel } from "./codel.ts";
import type { CoDel, CoDelOptions } from "./codel.ts";

/** A queue that is not given a rate or a concurrency is not limited by it. */
export interface ValveOptions {
  /** Tokens that are added at each poll; who goes takes one. */
  readonly rate?: number;
  /** Milliseconds between two polls. Default 1000. */
  readonly period?: number;
  /** How many tokens there may be at most, unused ones being kept: the burst. Default `rate`. */
  readonly tokenLimit?: number;
  /** How many may be at work at the same time. */
  readonly concurrency?: number;
  /** How many may wait. Default unlimited. */
  readonly size?: number;
  /** Drops some of those who wait when waiting has become too long for too long. */
  readonly codel?: CoDelOptions;
}

/** One who waits: since when, and who it is. */
export interface Waiting<Who> {
  readonly since: number;
  readonly who: Who;
}

export interface Regulator<Who> {
  readonly rate: number;
  readonly period: number;
  readonly tokenLimit: number;
  readonly concurrency: number;
  readonly size: number;
  readonly codel: CoDel | undefined;
  readonly tokens: number;
  readonly working: number;
  readonly queue: readonly Waiting<Who>[];
}

/** Who may go and who is refused, and the regulator afterwards. */
export interface Decision<Who> {
  readonly go: readonly Who[];
  readonly overload: readonly Who[];
  readonly regulator: Regulator<Who>;
}

/** A regulator with all its tokens and nobody waiting. Throws `ArgumentError` for wrong options. */
export function newRegulator<Who>(where: string, options: ValveOptions): Regulator<Who> {
  if (typeof options !== "object" || options === null)
    throw badArgument(where, "options: { rate, period, tokenLimit, concurrency, size, codel }", options);
  const {
    rate = Infinity,
    period = 1000,
    tokenLimit = rate,
    concurrency = Infinity,
    size = Infinity,
  } = options;
  const numbers = { rate, period, tokenLimit, concurrency };
  for (const [name, value] of Object.entries({ ...numbers, ...options.codel }))
    if (typeof value !== "number" || !(value > 0))
      throw badArgument(where, `\`${name}\`: a number above 0`, value);
  if (typeof size !== "number" || !(size >= 0)) throw badArgument(where, "`size`: a number from 0", size);
  const codel = options.codel === undefined ? undefined : newCoDel(options.codel);
  return { ...numbers, size, codel, tokens: tokenLimit, working: 0, queue: [] };
}

const hasRoom = ({ tokens, working, concurrency }: Regulator<unknown>): boolean =>
  tokens >= 1 && working < concurrency;

/** Somebody asks: they go at once, wait, or are refused because the queue is full. */
export function ask<Who>(regulator: Regulator<Who>, who: Who, now: number): Decision<Who> | "queue_full" {
  const { queue } = regulator;
  if (queue.length === 0 && hasRoom(regulator))
    return { go: [who], overload: [], regulator: started(regulator) };
  if (queue.length >= regulator.size) return "queue_full";
  return { go: [], overload: [], regulator: { ...regulator, queue: [...queue, { since: now, who }] } };
}

/** Somebody has done their work: the next one may go. */
export function done<Who>(regulator: Regulator<Who>, now: number): Decision<Who> {
  return admit({ ...regulator, working: regulator.working - 1 }, now);
}

/** A period has passed: there are new tokens. */
export function poll<Who>(regulator: Regulator<Who>, now: number): Decision<Who> {
  const { tokens, rate, tokenLimit } = regulator;
  return admit({ ...regulator, tokens: Math.min(tokens + rate, tokenLimit) }, now);
}

/** Somebody does not wait any longer. */
export function leave<Who>(regulator: Regulator<Who>, who: Who): Regulator<Who> {
  return { ...regulator, queue: regulator.queue.filter((waiting) => waiting.who !== who) };
}

function started<Who>(regulator: Regulator<Who>): Regulator<Who> {
  return { ...regulator, tokens: regulator.tokens - 1, working: regulator.working + 1 };
}

/** Lets those go for whom there is room, longest waiting first, and drops those whom CoDel picks. */
function admit<Who>(before: Regulator<Who>, now: number): Decision<Who> {
  const go: Who[] = [];
  const overload: Who[] = [];
  let regulator = before;
  let taken = 0;
  for (; taken < before.queue.length && hasRoom(regulator); taken++) {
    const { since, who } = before.queue[taken]!;
    const isLast = taken === before.queue.length - 1;
    let isDropped = false;
    if (regulator.codel !== undefined) {
      const [drop, codel] = judge(regulator.codel, now, now - since, isLast);
      isDropped = drop;
      regulator = { ...regulator, codel };
    }
    if (isDropped) overload.push(who);
    else go.push(who);
    if (!isDropped) regulator = started(regulator);
  }
  return { go, overload, regulator: { ...regulator, queue: before.queue.slice(taken) } };
}
