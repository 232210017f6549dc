import { Process, receive, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, mon, wait, next, is }) {
  const p = spawn(function* () {
    yield* receive(is("go"));
    Process.flag("trap_exit", true);
    yield* Process.exit(self(), "normal");
    t("first", yield* next());
    yield* Process.exit(self(), "other");
    t("second", yield* next());
    yield* Process.exit(self(), "kill");
    t("not reached");
  });
  name(p, "p");
  const monitor = mon(p);
  send(p, "go");
  t("died with", yield* wait(monitor));
});
