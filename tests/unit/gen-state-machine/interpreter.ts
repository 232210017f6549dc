/** A reference for the order of events: what gen_statem's documentation says, in its words, without processes or speed. */

/** What a callback does with an event in one state. */
export interface Rule {
  /** The next state; without it the state is kept. */
  readonly to?: string;
  readonly repeat?: boolean;
  readonly postpone?: boolean;
  /** Events to insert. */
  readonly insert?: readonly Script[];
  readonly timers?: readonly TimerAction[];
}

/** An event that says what is to be done with it, by the state. */
export interface Script {
  readonly id: number;
  readonly rules: Readonly<Record<string, Rule>>;
}

/** Times are in milliseconds; `"absolute"` ones are given as the time at which they come, at once if that has passed. */
export type TimerAction =
  | readonly ["start", name: TimerName, time: number, Script, "absolute"?]
  | readonly ["cancel", name: TimerName]
  | readonly ["update", name: TimerName, Script];

export type TimerName = "timeout" | "state_timeout" | "a" | "b";
export const STATES = ["one", "two", "three"] as const;

/** A callback that was called: in which state, with which event. */
export type Step = readonly [state: string, type: string, id: number | string];

interface Queued {
  readonly type: string;
  readonly script: Script;
}

interface Timer {
  readonly name: TimerName;
  readonly script: Script;
  /** When it comes; one without any time has come already. */
  readonly due: number;
  readonly isDue: boolean;
}

/** A machine may go on for ever, postponing what it retries: so many calls are looked at. */
export const LIMIT = 100;

/**
 * The calls that a machine with enter calls makes when these casts are in its mailbox at the start, and those of `later` come
 * one after the other, so many milliseconds apart.
 */
export function interpret(mailbox: readonly Script[], pause: number, later: readonly Script[]): Step[] {
  const steps: Step[] = [["one", "enter", "one"]];
  let state = "one";
  /** Inserted events and retried ones, then the mailbox. */
  let queue: Queued[] = mailbox.map((script) => ({ type: "cast", script }));
  let postponed: Queued[] = [];
  let timers: Timer[] = [];
  let now = 0;
  const coming = later.map((script, index) => ({ at: (index + 1) * pause, script }));
  const cancel = (name: TimerName) => {
    timers = timers.filter((timer) => timer.name !== name);
  };
  const start = (timer: Timer) => {
    cancel(timer.name);
    timers.push(timer);
  };
  /** How many of the queue come before the mailbox. */
  let early = 0;
  for (;;) {
    // A timeout of no time comes when nothing but the mailbox is left.
    const due = early === 0 ? timers.find(({ isDue }) => isDue) : undefined;
    let event: Queued | undefined;
    if (due !== undefined) {
      cancel(due.name);
      event = { type: due.name, script: due.script };
    } else {
      event = queue.shift();
      if (early > 0) early--;
    }
    if (steps.length >= LIMIT) return steps.slice(0, LIMIT);
    if (event === undefined) {
      // Nothing is left to do: time passes until the next event. What was set first comes first.
      const next = timers.reduce<Timer | undefined>(
        (a, b) => (a !== undefined && a.due <= b.due ? a : b),
        undefined,
      );
      const cast = coming[0];
      if (next === undefined && cast === undefined) return steps;
      if (next === undefined || (cast !== undefined && cast.at <= next.due)) {
        coming.shift();
        now = cast!.at;
        queue.push({ type: "cast", script: cast!.script });
        continue;
      }
      now = Math.max(now, next.due);
      cancel(next.name);
      event = { type: next.name, script: next.script };
    }
    // Any event cancels the event timeout, also an earlier one that is retried.
    cancel("timeout");
    steps.push([state, event.type, event.script.id]);
    const rule = event.script.rules[state] ?? {};
    const { to = state } = rule;
    const isChanged = to !== state;
    if (rule.postpone) postponed.push(event);
    if (isChanged) {
      // All that was postponed is retried, the oldest first, and the state timeout ends.
      queue = [...postponed, ...queue];
      early += postponed.length;
      postponed = [];
      cancel("state_timeout");
    }
    if (isChanged || rule.repeat) steps.push([to, "enter", state]);
    state = to;
    const inserted = (rule.insert ?? []).map((script) => ({ type: "internal", script }));
    queue = [...inserted, ...queue];
    early += inserted.length;
    const { timers: actions = [] } = rule;
    // Of several actions for one timer only the last one counts.
    const last = actions.filter(
      ([, name], index) => actions.findLastIndex((other) => other[1] === name) === index,
    );
    // The clock is told first, and in reverse; the others are done in their order.
    const [timed, others] = [last.filter(isTimed).reverse(), last.filter((action) => !isTimed(action))];
    for (const [what, name, ...more] of [...timed, ...others]) {
      if (what === "cancel") cancel(name);
      else if (what === "start") {
        const [time, script, isAbsolute] = more as [number, Script, "absolute"?];
        start({ name, script, due: isAbsolute ? Math.max(time, now) : now + time, isDue: time === 0 });
      } else {
        const [script] = more as [Script];
        const running = timers.find((timer) => timer.name === name);
        if (running === undefined) start({ name, script, due: now, isDue: true });
        else timers = timers.map((timer) => (timer === running ? { ...timer, script } : timer));
      }
    }
  }
}

const isTimed = ([what, , time]: TimerAction): boolean => what === "start" && time !== 0;
