import { Process, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idleLink, mon, wait, flush }) {
  Process.flag("trap_exit", true);
  const a = idleLink("a");
  Process.unlink(a);
  const monitor = mon(a);
  send(a, ["exit", "crash"]);
  t("a ended", yield* wait(monitor));
  t("mailbox", yield* flush(50));
  t("unlink again", Process.unlink(a));
});
