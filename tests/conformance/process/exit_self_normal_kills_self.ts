import { Process, receive, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, mon, wait, is }) {
  const p = spawn(function* () {
    yield* receive(is("go"));
    yield* Process.exit(self(), "normal");
    t("not reached");
  });
  const monitor = mon(p);
  send(p, "go");
  t("died with", yield* wait(monitor));
});
