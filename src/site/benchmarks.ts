/** The runtime beside its peers, as last measured by `npm run bench -- runtime --json`: ratios, never absolute figures. */
import results from "../../tests/bench/results.json" with { type: "json" };

interface Sample {
  readonly perSecond: number;
  readonly bytes: number;
}

const workloads: Readonly<Record<string, Readonly<Record<string, Sample>>>> = results.workloads;

/** How messages are kept from being shared: frozen as they are sent (the default), or trusted. */
export type Isolation = "freeze" | "none";

/** Our contender's name in the results, for each kind of isolation. */
const OURS = { freeze: "freeze", none: "beamish" } as const;

/** What each workload does, in the order of the table. */
const WORK: readonly (readonly [workload: string, does: string])[] = [
  ["spawn", "Start a process that waits"],
  ["spawn server", "Start a GenServer"],
  ["call", "Call a GenServer from a process"],
  ["await call", "Call it from outside, with await"],
  ["cast", "Cast to one GenServer"],
  ["ping-pong", "Two GenServers cast to each other"],
  ["ping-pong plain", "Two plain processes send to each other"],
  ["ring", "A ring of 1,000 processes"],
  ["skynet", "A tree of 111,111 processes"],
  ["restart after a crash", "Crash, and be restarted by a supervisor"],
  ["restart after a kill", "Be killed, and restarted by a supervisor"],
];

/** Who is compared. */
export const PEERS = ["BEAM", "nact", "Effect", "XState"] as const;

/** Workloads without servers: of the BEAM, too, plain processes are compared. */
const PLAIN: ReadonlySet<string> = new Set(["spawn", "ping-pong plain", "ring", "skynet"]);

export interface Row {
  readonly does: string;
  /** How many times as much we do as each peer; undefined where it has no such workload. */
  readonly ratios: readonly (number | undefined)[];
}

/** One row for each workload that was measured. */
export function speeds(isolation: Isolation): Row[] {
  return WORK.filter(([workload]) => workload in workloads).map(([workload, does]) => {
    const found = workloads[workload]!;
    const ours = found[OURS[isolation]]!.perSecond;
    return { does, ratios: peersAt(workload).map((peer) => peer && ours / peer.perSecond) };
  });
}

/** How many times the memory of one of our idle processes each peer's takes. */
export function memory(): Row {
  const ours = workloads["spawn"]!["beamish"]!.bytes;
  return {
    does: "Memory of an idle process",
    ratios: peersAt("spawn").map((peer) => peer && peer.bytes / ours),
  };
}

function peersAt(workload: string): (Sample | undefined)[] {
  const names = [PLAIN.has(workload) ? "beam raw" : "beam", "nact", "effect", "xstate"];
  return names.map((name) => workloads[workload]![name]);
}

/** When, how often and with what it was measured. */
export const { measured, samples, versions } = results;
