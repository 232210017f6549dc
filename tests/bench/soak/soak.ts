/** Many messages through many processes that crash all the time, and what is left of it afterwards: nothing. */
import { Process, receive, self, spawn, Supervisor, type Pid } from "beamish";
import { bootNode, type HostNode } from "beamish/testing";
import { Ledger } from "./ledger.ts";
import { atRest, drive, startCompany, type Company, type Random } from "./workers.ts";

export interface SoakOptions {
  readonly workers: number;
  readonly supervisors: number;
  /** Messages of one round; after each the system comes to rest and is looked at. */
  readonly messages: number;
  readonly rounds: number;
  /** Called at rest, after each round. */
  readonly onRound?: (round: number, ledger: Ledger) => void;
}

const DRIVERS = 50;

/** Runs a soak on a node of its own, on the host's clock. Its ledger says what was sent, and every fault that was found. */
export async function soak(options: SoakOptions): Promise<Ledger> {
  const host = bootNode({ output: () => undefined });
  const ledger = new Ledger();
  const { workers, supervisors, messages, rounds, onRound } = options;
  const company: Company = { workers, supervisors, ledger, random: randomFrom(1) };
  const top = (await startCompany(company))!;
  for (let round = 1; round <= rounds; round++) {
    const me = self();
    for (let i = 0; i < DRIVERS; i++) spawn(() => drive(company, round * messages, me));
    for (let i = 0; i < DRIVERS; i++) await receive(["driven"]);
    await rest(host);
    ledger.settle();
    compare(ledger, `after round ${round}`, countsOf(host), atRest(company));
    onRound?.(round, ledger);
  }
  await Supervisor.stop(top);
  await rest(host);
  compare(ledger, "at the end", countsOf(host), { processes: 1, links: 0, timers: 0, names: 0, monitors: 0 });
  return ledger;
}

/** Resolves when no process has anything to do. */
const rest = (host: HostNode) =>
  new Promise<void>((resolve) => {
    let isOver = false;
    host.onIdle(() => {
      if (!isOver) resolve();
      isOver = true;
    });
  });

/** All that a node holds for its processes. A link has two ends, and counts twice. */
function countsOf({ node }: HostNode) {
  let [links, monitors, watchers] = [0, 0, 0];
  const count = (pid: Pid, item: "links" | "monitors" | "monitored_by") =>
    (Process.info(pid, item)?.[1] as unknown[]).length;
  for (const pid of Process.list()) {
    links += count(pid, "links");
    monitors += count(pid, "monitors");
    watchers += count(pid, "monitored_by");
  }
  return {
    processes: node.processCount,
    links,
    timers: node.timers.size,
    names: node.names.size,
    monitors,
    watchers,
  };
}

type Counts = Partial<ReturnType<typeof countsOf>>;

function compare(ledger: Ledger, when: string, found: Counts, expected: Counts): void {
  if (found.monitors !== found.watchers)
    ledger.fault(`${when}: ${found.monitors} monitors are set, ${found.watchers} are known to their targets`);
  for (const [what, wanted] of Object.entries(expected)) {
    const there = found[what as keyof Counts];
    if (there !== wanted) ledger.fault(`${when}: ${there} ${what} are left, not ${wanted}`);
  }
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
