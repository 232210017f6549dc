import { GenServer, send, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<unknown[], unknown[]> = {
  init: (x) => ["ok", x],
  handleCall: (x, _from, s) => ["reply", [x, ...s].toReversed(), [x, ...s]],
  handleCast: (x, s) => ["noreply", [x, ...s]],
  handleInfo: (x, s) => ["noreply", [x, ...s]],
};

export default scenario(function* ({ t, c, flush }) {
  const p = yield* GenServer.start(Srv, []);
  t("suspend", yield* Sys.suspend(p));
  t("suspend again", yield* Sys.suspend(p));
  GenServer.cast(p, "c1");
  send(p, "i1");
  t("call", yield* c(() => GenServer.call(p, "lost", 30)));
  t("state while suspended", yield* Sys.getState(p));
  t("replace while suspended", yield* Sys.replaceState(p, (s: unknown[]) => ["replaced", ...s]));
  t("resume", yield* Sys.resume(p));
  t("after resume", yield* GenServer.call(p, "last"));
  t("mailbox", yield* flush(20));
});
