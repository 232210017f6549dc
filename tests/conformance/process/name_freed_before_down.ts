import { Process, receive, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, mon, wait, is }) {
  const free: boolean[] = [];
  for (let i = 0; i < 100; i++) {
    const p = spawn(function* () {
      yield* receive(is("stop"));
    });
    Process.register(p, "fleeting");
    const monitor = mon(p);
    send(p, "stop");
    yield* wait(monitor);
    free.push(Process.whereis("fleeting") === undefined);
  }
  t("always free", free.every(Boolean));
  t("take it", Process.register(self(), "fleeting"));
  t("owner", Process.whereis("fleeting"));
});
