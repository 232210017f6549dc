/** What has to happen in one go is one request: the agent does one after the other. */
import { Agent, receive, spawn } from "beamish";
import type { Pid } from "beamish";

function* add(bill: Pid, price: number) {
  yield* Agent.update(bill, (cents: number) => cents + price);
}

export default function* () {
  const bill = yield* Agent.start(() => 0);
  const [, soup] = spawn(() => add(bill, 450), { monitor: true });
  yield* Agent.get(bill, (cents: number) => `the guest has seen ${cents}`);
  const [, tea] = spawn(() => add(bill, 320), { monitor: true });
  for (const ref of [soup, tea]) yield* receive(["DOWN", ref]);
  const total = yield* Agent.get(bill, (cents: number) => cents);
  if (total !== 770) throw new Error(`the bill is ${total} instead of 770`);
}
