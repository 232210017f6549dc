/** What it costs a run to be recorded: CPU time with a recorder against that without, in one process. */
import { GenServer, Process } from "beamish";
import { bootNode } from "beamish/testing";
import { Outlet } from "../../../src/sandbox/guest/outlet.ts";
import { Recorder } from "../../../src/sandbox/guest/recorder.ts";

/** A server that does a little for each call: it adds up an order of a few dishes, and sorts its ledger. */
async function shop(calls: number): Promise<void> {
  const server = await GenServer.start({
    init: () => ["ok", [] as readonly number[]],
    handleCall(order: number[], _from: unknown, ledger: number[]) {
      const sum = order.reduce((total, price) => total + price, 0);
      const next = [...ledger.slice(-WORK), sum].sort((a, b) => a - b);
      return ["reply", next[next.length >> 1], next];
    },
  } as Parameters<typeof GenServer.start>[0]);
  for (let call = 0; call < calls; call++) await GenServer.call(server, [call % 7, call % 11, call % 13]);
  Process.exit(server, "kill");
}

const WORK = 200;
const CALLS = 12_000;

async function cpuOf(isRecorded: boolean): Promise<{ milliseconds: number; events: number }> {
  const { node } = bootNode({ clock: "virtual" });
  let events = 0;
  let outlet: Outlet | undefined;
  if (isRecorded) {
    const recording = new Outlet((posted) => {
      for (const event of posted) if (event.type === "trace") events += event.events.length;
    });
    recording.expectTrace(new Recorder(() => []), () => []);
    node.subscribe((event) => recording.trace(event));
    outlet = recording;
  }
  const began = process.threadCpuUsage();
  await shop(CALLS);
  const { user, system } = process.threadCpuUsage(began);
  // What is left to be made text does not keep the run waiting.
  outlet?.send();
  return { milliseconds: (user + system) / 1_000, events };
}

export async function measureRecording(): Promise<{ slowdown: number; events: number }> {
  await cpuOf(false);
  await cpuOf(true);
  const ratios: number[] = [];
  let events = 0;
  for (let round = 0; round < 5; round++) {
    const bare = await cpuOf(false);
    const recorded = await cpuOf(true);
    events = recorded.events;
    ratios.push(recorded.milliseconds / bare.milliseconds);
  }
  return { slowdown: ratios.sort((a, b) => a - b)[2]! - 1, events };
}
