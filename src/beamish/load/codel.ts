/**
 * CoDel, "controlled delay" (RFC 8289): a queue is bad not when it is long but when it does not get shorter. As long as all
 * who leave it have waited for longer than `target`, for a whole `interval`, some are dropped, more and more often.
 */

export interface CoDelOptions {
  /** Milliseconds of waiting that are fine. */
  readonly target: number;
  /** Milliseconds for which it may be more. */
  readonly interval: number;
}

export interface CoDel extends CoDelOptions {
  /** When those that leave will have waited too long for a whole interval; 0 as long as they have not. */
  readonly firstAboveTime: number;
  /** When to drop the next one, in a time of dropping. */
  readonly dropNext: number;
  readonly isDropping: boolean;
  /** How many were dropped in this time of dropping. */
  readonly count: number;
}

/** A controller that has seen nothing yet. */
export function newCoDel({ target, interval }: CoDelOptions): CoDel {
  return { target, interval, firstAboveTime: 0, dropNext: 0, isDropping: false, count: 0 };
}

/**
 * Judges the one that leaves the queue at `now` after `waited` ms, with `isLast` if the queue is empty behind it: whether it
 * is to be dropped, and the controller afterwards.
 */
export function judge(
  codel: CoDel,
  now: number,
  waited: number,
  isLast: boolean,
): readonly [isDropped: boolean, CoDel] {
  const { target, interval, firstAboveTime } = codel;
  if (waited < target || isLast) return [false, { ...codel, firstAboveTime: 0, isDropping: false }];
  if (firstAboveTime === 0) return [false, { ...codel, firstAboveTime: now + interval }];
  if (now < firstAboveTime) return [false, codel];
  if (!codel.isDropping) {
    // Who has dropped a short while ago knows about how often it is needed.
    const isRelapse = now - codel.dropNext < 8 * interval && codel.count > 2;
    return [true, dropped({ ...codel, isDropping: true, count: isRelapse ? codel.count - 3 : 0 }, now)];
  }
  return now >= codel.dropNext ? [true, dropped(codel, codel.dropNext)] : [false, codel];
}

function dropped(codel: CoDel, since: number): CoDel {
  const count = codel.count + 1;
  return { ...codel, count, dropNext: since + codel.interval / Math.sqrt(count) };
}
