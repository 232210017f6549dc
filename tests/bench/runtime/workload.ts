/** What every library is asked to do. */

/** Each does `count` operations and resolves with how many there were. A library without an entry cannot do it. */
export type Workloads = Readonly<Record<string, (count: number) => Promise<number>>>;

/** How many operations make a sample, after so many to warm up. */
export const COUNTS: Readonly<Record<string, number>> = {
  spawn: 100_000,
  "spawn server": 100_000,
  call: 300_000,
  "await call": 300_000,
  cast: 1_000_000,
  "ping-pong": 1_000_000,
  "ping-pong plain": 1_000_000,
  ring: 1_000_000,
  skynet: 1,
  "restart after a crash": 20_000,
  "restart after a kill": 50_000,
};
