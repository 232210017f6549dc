/** What it costs a run to be recorded: CPU time of the guest's thread with a recorder against that without, in one process. */
import { Worker } from "node:worker_threads";
import { GenServer, Process, receive, self, send, spawn } from "beamish";
import { bootNode } from "beamish/testing";
import { Outlet } from "../../../src/sandbox/guest/outlet.ts";
import { Recorder } from "../../../src/sandbox/guest/recorder.ts";

type Program = (rounds: number) => Promise<void>;

interface Line {
  readonly dish: string;
  readonly count: number;
}

const DISHES = Array.from({ length: 40 }, (_, index) => ({ name: `dish ${index}`, price: 100 + 7 * index }));
const POUNDS = new Intl.NumberFormat("en-GB", { style: "currency", currency: "GBP" });
const PRICES = new Map(DISHES.map(({ name, price }) => [name, price]));
const ORDERS = Array.from({ length: 50 }, (_, index) =>
  JSON.stringify(DISHES.slice(index % 20, (index % 20) + 20).map(({ name }) => ({ dish: name, count: 2 }))),
);

/** A till that does for each call what a server does: reads an order that came as JSON, prices it, writes a receipt. */
async function till(orders: number): Promise<void> {
  const server = await GenServer.start({
    init: () => ["ok", { sold: 0, takings: 0 }],
    handleCall(request: string, _from: unknown, state: { sold: number; takings: number }) {
      const lines = JSON.parse(request) as Line[];
      const priced = lines.map(({ dish, count }) => ({ dish, count, sum: count * PRICES.get(dish)! }));
      const total = priced.reduce((sum, line) => sum + line.sum, 0);
      const receipt = priced
        .sort((a, b) => b.sum - a.sum)
        .map(
          ({ dish, count, sum }) => `${count} x ${dish.padEnd(12)} ${POUNDS.format(sum / 100).padStart(8)}`,
        )
        .join("\n");
      const next = { sold: state.sold + lines.length, takings: state.takings + total };
      return ["reply", receipt, next];
    },
  } as Parameters<typeof GenServer.start>[0]);
  for (let order = 0; order < orders; order++) await GenServer.call(server, ORDERS[order % ORDERS.length]);
  Process.exit(server, "kill");
}

/** The worst case: two processes that do nothing but to send a counter to and fro. */
async function pingPong(rounds: number): Promise<void> {
  const me = self();
  const pong = spawn(function* () {
    for (;;) {
      const [, from, count] = yield* receive<["ping", typeof me, number]>();
      send(from, ["pong", count]);
    }
  });
  spawn(function* () {
    for (let count = 0; count < rounds; count++) {
      send(pong, ["ping", self(), count]);
      yield* receive();
    }
    send(me, ["done"]);
  });
  await receive(["done"]);
  Process.exit(pong, "kill");
}

/** Rounds of 8 or 10 events each: 100,000 in all. */
const ROUNDS = 10_000;

/** Another thread that is told of the run, and does nothing about it: its time is not the guest's. */
const page = new Worker('require("node:worker_threads").parentPort.on("message", () => undefined);', {
  eval: true,
});
page.unref();

interface Cost {
  readonly milliseconds: number;
  readonly events: number;
}

async function cpuOf(program: Program, isRecorded: boolean): Promise<Cost> {
  const { node } = bootNode({ clock: "virtual" });
  let events = 0;
  let outlet: Outlet | undefined;
  if (isRecorded) {
    const recording = new Outlet((posted) => {
      page.postMessage(posted);
    });
    recording.expectTrace(new Recorder(() => undefined), () => []);
    node.subscribe((event) => {
      events = event.sequence;
      recording.trace(event);
    });
    outlet = recording;
  }
  const began = process.threadCpuUsage();
  await program(ROUNDS);
  outlet?.send();
  const { user, system } = process.threadCpuUsage(began);
  return { milliseconds: (user + system) / 1_000, events };
}

export interface Slowdown {
  readonly name: string;
  readonly events: number;
  /** Milliseconds of CPU time without a recorder, and microseconds that one adds to each event. */
  readonly bare: number;
  readonly each: number;
  readonly slowdown: number;
}

export async function measureRecording(): Promise<Slowdown[]> {
  const slowdowns: Slowdown[] = [];
  for (const [name, program] of [
    ["a till that prices orders", till],
    ["ping-pong, which does no work at all", pingPong],
  ] as const) {
    await cpuOf(program, false);
    await cpuOf(program, true);
    const rounds: { bare: Cost; recorded: Cost }[] = [];
    for (let round = 0; round < 7; round++)
      rounds.push({ bare: await cpuOf(program, false), recorded: await cpuOf(program, true) });
    const ratio = ({ bare, recorded }: (typeof rounds)[number]) => recorded.milliseconds / bare.milliseconds;
    rounds.sort((a, b) => ratio(a) - ratio(b));
    const median = rounds[rounds.length >> 1]!;
    const { events } = median.recorded;
    const bare = median.bare.milliseconds;
    const each = (1_000 * (median.recorded.milliseconds - bare)) / events;
    slowdowns.push({ name, events, bare, each, slowdown: ratio(median) - 1 });
  }
  return slowdowns;
}
