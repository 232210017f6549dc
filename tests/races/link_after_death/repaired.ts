/** A monitor can be set at any time: of a process that is done it says so. */
import { Agent, Process, receive, self, send, spawn } from "beamish";

export default function* () {
  const shop = self();
  yield* Agent.start(() => "milk", { name: "dairy" });
  const errand = spawn(function* () {
    send(shop, yield* Agent.get("dairy", (milk: string) => milk));
  });
  spawn(() => send(shop, "a customer"));
  yield* receive((message) => message === "a customer");
  const ref = Process.monitor(errand);
  yield* receive((message) => message === "milk");
  yield* receive(["DOWN", ref]);
}
