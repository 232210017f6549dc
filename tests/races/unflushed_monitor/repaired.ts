/** With `flush`, a message of the monitor that has come already goes with it. */
import { Agent, Process, receive, self, send, spawn } from "beamish";

export default function* () {
  const me = self();
  yield* Agent.start(() => 0, { name: "asked" });
  const [, ref] = spawn(
    function* () {
      send(me, ["price", 320]);
      yield* Agent.update("asked", (times: number) => times + 1);
    },
    { monitor: true },
  );
  yield* receive(["price"]);
  Process.demonitor(ref, { flush: true });
  spawn(() => send(me, "thanks"));
  const next = yield* receive();
  if (next !== "thanks") throw new Error("the next message is not what was to come next");
}
