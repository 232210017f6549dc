/** The processes of the soak: workers under supervisors, and drivers that give them work and make them crash. */
import { exit, Exit, GenServer, Process, receive, send, spawnLink, Supervisor, self } from "beamish";
import type { Pid, Steps } from "beamish";
import type { Incarnation, Ledger } from "./ledger.ts";

/** A random number from 0 up to, not including, `below`. */
export type Random = (below: number) => number;

type Cast = readonly ["work", number: number, forwards: number] | readonly ["crash", number: number];
type Call = readonly ["ask", number: number];
type State = Incarnation;

const BOOM = new Error("boom");
const HOUR = 3_600_000;
/** Milliseconds a call may take; each sets a timer, and none may ever ring. */
const PATIENCE = 600_000;
/** Every so many workers also have a linked helper, a timer and a monitor, which must go with them. */
const LADEN = 10;

const nameOf = (index: number) => `worker-${index}`;

export interface Company {
  readonly workers: number;
  readonly supervisors: number;
  readonly ledger: Ledger;
  readonly random: Random;
}

/** Processes, links, timers and names that a company has when it is at rest. */
export function atRest({ workers, supervisors }: Company) {
  const laden = Math.ceil(workers / LADEN);
  return {
    processes: 1 + 1 + supervisors + workers + laden,
    links: 2 * (1 + supervisors + workers + laden),
    timers: laden,
    names: workers,
  };
}

function cast(company: Company, index: number, forwards: number): void {
  GenServer.cast(nameOf(index), ["work", company.ledger.sending(index), forwards]);
}

const worker = (company: Company, index: number): GenServer.Module<State, undefined, Call, Cast> => ({
  init() {
    if (index % LADEN === 0) burden(nameOf((index + 1) % company.workers));
    return ["ok", company.ledger.born(index, self())];
  },
  handleCall([, number], _from, state) {
    company.ledger.handling(state, number);
    return ["reply", number, state];
  },
  handleCast(message, state) {
    company.ledger.handling(state, message[1]);
    if (message[0] === "work") {
      if (message[2] > 0) cast(company, company.random(company.workers), message[2] - 1);
      return ["noreply", state];
    }
    company.ledger.dying(state);
    const way = company.random(3);
    if (way === 0) throw BOOM;
    if (way === 1) exit("boom");
    return ["stop", "boom", state];
  },
  handleInfo: (_down, state) => ["noreply", state],
});

function burden(peer: string): void {
  spawnLink(function* () {
    yield* receive(["never"]);
  });
  Process.sendAfter(self(), "much later", HOUR);
  Process.monitor(peer);
}

/** Starts the supervisors with their workers. Returns the one above all. */
export function startCompany(company: Company) {
  const limits = { strategy: "one_for_one", maxRestarts: 1e9, maxSeconds: 1 } as const;
  const share = company.workers / company.supervisors;
  const team = (number: number) => {
    const indices = Array.from({ length: share }, (_, i) => number * share + i);
    const children = indices.map((index) => ({
      id: index,
      start: () => GenServer.startLink(worker(company, index), undefined, { name: nameOf(index) }),
    }));
    return { id: number, type: "supervisor", start: () => Supervisor.startLink(children, limits) } as const;
  };
  return Supervisor.startLink(
    Array.from({ length: company.supervisors }, (_, number) => team(number)),
    limits,
  );
}

/** Sends until `limit` messages have been sent by all: casts that are passed on, calls, and one crash in a hundred. */
export function* drive(company: Company, limit: number, owner: Pid): Steps<void> {
  const { ledger, random, workers } = company;
  while (ledger.sent < limit) {
    const index = random(workers);
    const dice = random(1_000);
    if (dice < 15) crash(company, index);
    else if (dice < 100) yield* ask(company, index);
    else cast(company, index, random(2));
  }
  send(owner, ["driven"]);
}

/** Lets a worker crash: by a message that it does not survive, or by a signal. */
function crash({ ledger, random }: Company, index: number): void {
  if (random(4) > 0) {
    GenServer.cast(nameOf(index), ["crash", ledger.sending(index)]);
    return;
  }
  const victim = ledger.living(index);
  if (victim === undefined) return;
  ledger.dying(victim);
  Process.exit(victim.pid, "kill");
}

function* ask({ ledger }: Company, index: number): Steps<void> {
  const asked = ledger.living(index);
  const number = ledger.sending(index);
  try {
    const answer = yield* GenServer.call<number>(nameOf(index), ["ask", number], PATIENCE);
    ledger.answered += 1;
    if (answer !== number) ledger.fault(`the answer to call ${number} was ${answer}`);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    ledger.failed += 1;
    if (asked?.isAlive === true) ledger.fault(`a call failed whose server lives: ${error.message}`);
  }
}
