import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, kid, flush }) {
  Process.flag("trap_exit", true);
  const children = [kid("a", { init: () => ["stop", "broken"] })];
  const started = yield* child(() => Supervisor.startLink(children, { strategy: "one_for_one" }));
  const [error, [why]] = started as ["error", [string]];
  t(error, why);
  t("mailbox", yield* flush(30));
});
