/** A process is started, and linked to afterwards. It may be done by then. */
import { Agent, Process, receive, self, send, spawn } from "beamish";

export default function* () {
  const shop = self();
  yield* Agent.start(() => "milk", { name: "dairy" });
  const errand = spawn(function* () {
    send(shop, yield* Agent.get("dairy", (milk: string) => milk));
  });
  spawn(() => send(shop, "a customer"));
  yield* receive((message) => message === "a customer");
  Process.link(errand);
  yield* receive((message) => message === "milk");
}
