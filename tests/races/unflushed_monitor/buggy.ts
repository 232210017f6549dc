/** A monitor is removed when it is no longer needed. If the process has ended by then, its message is in the mailbox. */
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
  Process.demonitor(ref);
  spawn(() => send(me, "thanks"));
  const next = yield* receive();
  if (next !== "thanks") throw new Error("the next message is not what was to come next");
}
