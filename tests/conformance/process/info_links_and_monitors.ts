import { Process, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, runIn, gone }) {
  const a = idle("a");
  const b = idle("b");
  Process.register(a, "inspected");
  yield* runIn(a, () => Process.link(b));
  yield* runIn(a, () => Process.monitor(b));
  send(a, "unknown1");
  send(a, "unknown2");
  t("links", Process.info(a, "links")![1]);
  t("monitors", Process.info(a, "monitors")![1]);
  t("monitored_by", Process.info(b, "monitored_by")![1]);
  t("name", Process.info(a, "registered_name"));
  t("no name", Process.info(b, "registered_name"));
  t("trap", Process.info(a, "trap_exit"));
  t("queue", Process.info(a, "message_queue_len"));
  t("messages", Process.info(a, "messages"));
  Process.exit(a, "kill");
  yield* gone(a);
  t("dead", Process.info(a, "links"));
});
