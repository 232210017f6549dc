import { GenServer, Process, self, send, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const Srv: GenServer.Module<number, undefined, never, readonly ["again", boolean]> = {
    init() {
      send(self(), "queued");
      return ["ok", 0, 0];
    },
    handleInfo(message, n) {
      t("info", [message, n]);
      return ["noreply", n + 1];
    },
    handleCast([, queue], n) {
      if (queue) send(self(), "queued");
      return ["noreply", n, 0];
    },
  };
  const p = (yield* GenServer.start(Srv, undefined))!;
  yield* Process.sleep(20);
  t("after init", yield* Sys.getState(p));
  GenServer.cast(p, ["again", false]);
  yield* Process.sleep(20);
  t("empty queue", yield* Sys.getState(p));
  GenServer.cast(p, ["again", true]);
  yield* Process.sleep(20);
  t("full queue", yield* Sys.getState(p));
});
