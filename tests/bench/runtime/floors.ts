/** How fast the runtime must be, as ratios within one run. */

export interface Floor {
  readonly workload: string;
  /** Who is compared: `beamish` (isolation "none") unless given. */
  readonly of?: string;
  readonly than: string;
  readonly factor: number;
  /** Compare bytes per operation and not speed. */
  readonly bytes?: boolean;
}

const against = (than: string, factors: Readonly<Record<string, number>>): Floor[] =>
  Object.entries(factors).map(([workload, factor]) => ({ workload, than, factor }));

export const FLOORS: readonly Floor[] = [
  ...against("beam", {
    spawn: 5,
    call: 3,
    cast: 0.5,
    "ping-pong": 2.6,
    skynet: 3.4,
    "restart after a crash": 1.5,
  }),
  ...against("beam raw", { "ping-pong plain": 1, ring: 1.6 }),
  { workload: "spawn", than: "beam", factor: 7, bytes: true },
  ...against("nact", { spawn: 3, call: 6, cast: 6, "ping-pong": 10, ring: 10 }),
  ...against("effect", { spawn: 7, call: 3, cast: 2, "ping-pong": 20 }),
  ...["spawn", "call", "cast", "ping-pong", "ring"].map((workload) => ({
    workload,
    of: "freeze",
    than: "beamish",
    factor: 0.4,
  })),
];
