import { Process, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idleLink, mon, wait, flush }) {
  Process.flag("trap_exit", true);
  const a = idleLink("a");
  const monitor = mon(a);
  send(a, ["exit", "crash"]);
  t("a ended", yield* wait(monitor));
  yield* Process.sleep(20);
  t("unlink", Process.unlink(a));
  t("mailbox", yield* flush());
});
