import { GenServer, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const Srv: GenServer.Module<unknown[], undefined, "get"> = {
    init() {
      send(self(), "from_init");
      return ["ok", [], ["continue", "first"]];
    },
    handleContinue(what, s) {
      t("continue", what);
      return what === "first"
        ? ["noreply", [...s, "first"], ["continue", "second"]]
        : ["noreply", [...s, "second"]];
    },
    handleInfo(message, s) {
      t("info", message);
      return ["noreply", [...s, message]];
    },
    handleCall: (_get, _from, s) => ["reply", s, s],
  };

  const p = (yield* GenServer.start(Srv, undefined))!;
  t("state", yield* GenServer.call(p, "get"));
});
