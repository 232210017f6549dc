import { Process, receive, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, mon, wait, is }) {
  const p = spawn(function* () {
    yield* receive(is("go"));
    try {
      yield* Process.exit(self(), "die");
      t("not reached");
    } catch (thrown) {
      t("caught", thrown);
    } finally {
      t("after block ran");
    }
  });
  const monitor = mon(p);
  send(p, "go");
  t("died with", yield* wait(monitor));
});
