/** A fuse as a value: what melting, resetting and disabling make of it. Times are milliseconds of the node's clock. */
import { badArgument } from "../term/errors.ts";

/** `maxMelts` melts within `periodMs` are tolerated; one more blows the fuse. */
export type Standard = readonly ["standard", maxMelts: number, periodMs: number];
/** As `standard`; besides, a share `rate` (0 to 1) of all questions is answered by `"blown"`: a rehearsal of failure. */
export type FaultInjection = readonly ["fault_injection", rate: number, maxMelts: number, periodMs: number];
/** Each time that the fuse blows again within its period after a reset, the wait is `factor` times as long, up to `max` ms. */
export interface BackOff {
  readonly factor: number;
  readonly max: number;
}
/** A blown fuse is whole again after `resetMs`. */
export type Reset = readonly ["reset", resetMs: number] | readonly ["reset", resetMs: number, BackOff];
export type FuseOptions = readonly [strategy: Standard | FaultInjection, reset: Reset];

interface Rules {
  readonly maxMelts: number;
  readonly period: number;
  readonly rate: number;
  readonly resetAfter: number;
  readonly backOff: BackOff;
}

export interface Circuit {
  readonly rules: Rules;
  /** When it melted, latest last. */
  readonly melts: readonly number[];
  readonly isBlown: boolean;
  /** Whether it was switched off by hand. */
  readonly isDisabled: boolean;
  /** How many times it has blown soon after a reset. */
  readonly relapses: number;
  readonly resetAt: number;
}

/** What those who ask are told: whole, blown, or blown for a share of them. */
export type Answer = "ok" | "blown" | readonly ["gradual", rate: number];

const isAmount = (value: unknown): value is number =>
  typeof value === "number" && value >= 0 && value < Infinity;

const EXPECTED =
  'options: [["standard", maxMelts, periodMs], ["reset", resetMs]] or [["fault_injection", rate, maxMelts, periodMs], ["reset", resetMs]]';

/** A whole fuse. Throws `ArgumentError` for anything that is no option. */
export function newCircuit(where: string, options: FuseOptions): Circuit {
  return {
    rules: parse(where, options),
    melts: [],
    isBlown: false,
    isDisabled: false,
    relapses: 0,
    resetAt: -Infinity,
  };
}

function parse(where: string, options: unknown): Rules {
  const wrong = () => badArgument(where, EXPECTED, options);
  if (!Array.isArray(options) || options.length !== 2) throw wrong();
  const [strategy, reset] = options as readonly unknown[];
  if (!Array.isArray(strategy) || !Array.isArray(reset)) throw wrong();
  const [kind, ...numbers] = strategy as readonly unknown[];
  const [rate, maxMelts, period] = kind === "standard" ? [0, ...numbers] : numbers;
  const size = kind === "standard" ? 3 : kind === "fault_injection" ? 4 : 0;
  if (strategy.length !== size || !isAmount(rate) || rate > 1 || !isAmount(period)) throw wrong();
  if (!Number.isInteger(maxMelts) || !isAmount(maxMelts)) throw wrong();
  const [tag, resetAfter, backOff = { factor: 1, max: resetAfter }] = reset as readonly unknown[];
  if (tag !== "reset" || reset.length < 2 || reset.length > 3 || !isAmount(resetAfter)) throw wrong();
  if (!isBackOff(backOff))
    throw badArgument(where, "a back-off: { factor: 1 or more, max: milliseconds }", backOff);
  return { maxMelts, period, rate, resetAfter, backOff };
}

function isBackOff(value: unknown): value is BackOff {
  const { factor, max } = (value ?? {}) as Partial<BackOff>;
  return isAmount(factor) && factor >= 1 && isAmount(max);
}

/** Counts one melt at `now`. A fuse that has blown does not melt any further. */
export function melt(circuit: Circuit, now: number): Circuit {
  if (circuit.isBlown) return circuit;
  const { maxMelts, period } = circuit.rules;
  const melts = [...circuit.melts.filter((time) => now - time <= period), now];
  if (melts.length <= maxMelts) return { ...circuit, melts };
  const relapses = now - circuit.resetAt <= period ? circuit.relapses + 1 : 0;
  return { ...circuit, melts: [], isBlown: true, relapses };
}

/** How many milliseconds a fuse that has just blown stays so. */
export function resetDelay({ rules, relapses }: Circuit): number {
  const { resetAfter, backOff } = rules;
  if (backOff.factor === 1) return resetAfter;
  return Math.min(Math.max(resetAfter, backOff.max), resetAfter * backOff.factor ** relapses);
}

/** Whole again by itself, its time being up: a relapse will count. */
export function recover(circuit: Circuit, now: number): Circuit {
  return { ...circuit, melts: [], isBlown: false, resetAt: now };
}

/** Whole again by hand: nothing of the past counts. */
export function reset(circuit: Circuit): Circuit {
  return { ...circuit, melts: [], isBlown: false, relapses: 0, resetAt: -Infinity };
}

/** Switched off by hand, or no longer. Melts and resets go on behind it. */
export function setDisabled(circuit: Circuit, isDisabled: boolean): Circuit {
  return { ...circuit, isDisabled };
}

/** What those who ask are told. */
export function answerOf({ isBlown, isDisabled, rules }: Circuit): Answer {
  if (isBlown || isDisabled) return "blown";
  return rules.rate > 0 ? ["gradual", rules.rate] : "ok";
}
