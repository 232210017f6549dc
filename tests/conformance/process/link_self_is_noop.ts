import { Process, self } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  t("link self", Process.link(self()));
  t("links", Process.info(self(), "links")![1]);
  t("unlink self", Process.unlink(self()));
  Process.flag("trap_exit", true);
  t("mailbox", yield* flush(20));
});
