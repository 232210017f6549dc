import { Process, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, flush, until }) {
  const queued = () => (Process.info(self(), "message_queue_len") as [string, number])[1];
  const a = idle("a");
  const r1 = Process.monitor(a);
  send(self(), "m1");
  send(a, ["exit", "bye"]);
  yield* until(() => queued() === 2);
  send(self(), "m2");
  const r2 = Process.monitor(a);
  yield* until(() => queued() === 4);
  Process.demonitor(r1, ["flush"]);
  const messages = (yield* flush()).map((message) =>
    Array.isArray(message) && message[0] === "DOWN" && message[1] === r2 && message[2] === "process"
      ? ["DOWN", "r2", message[3], message[4]]
      : message,
  );
  t("left", messages);
});
