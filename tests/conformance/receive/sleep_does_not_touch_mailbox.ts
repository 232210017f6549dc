import { Process, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  const me = self();
  spawn(() => {
    for (let i = 1; i <= 3; i++) send(me, ["during", i]);
  });
  yield* Process.sleep(40);
  t("mailbox", yield* flush());
});
