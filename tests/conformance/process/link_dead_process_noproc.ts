import { Process, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, name, gone, flush }) {
  const dead = name(
    spawn(() => "ok"),
    "dead",
  );
  yield* gone(dead);
  t("plain caller", yield* c(() => Process.link(dead)));
  Process.flag("trap_exit", true);
  t("trapping caller", yield* c(() => Process.link(dead)));
  t("mailbox", yield* flush(50));
});
