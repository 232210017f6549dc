import { Process, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, mon, wait, flush }) {
  Process.flag("trap_exit", true);
  const a = idle("a");
  Process.link(a);
  Process.link(a);
  t("links", (Process.info(self(), "links")![1] as unknown[]).length);
  const ma = mon(a);
  send(a, ["exit", "bye"]);
  t("a ended", yield* wait(ma));
  t("mailbox", yield* flush(50));
  const b = idle("b");
  Process.link(b);
  Process.link(b);
  Process.unlink(b);
  const mb = mon(b);
  send(b, ["exit", "bye"]);
  t("b ended", yield* wait(mb));
  t("mailbox", yield* flush(50));
});
