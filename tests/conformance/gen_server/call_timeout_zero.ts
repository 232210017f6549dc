import { GenServer, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<string[], undefined, string> = {
  init: () => ["ok", []],
  handleCall: (x, _from, s) => ["reply", s, [...s, x]],
};

export default scenario(function* ({ t, c, flush }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  yield* Sys.suspend(p);
  t("call", yield* c(() => GenServer.call(p, "one", 0)));
  yield* Sys.resume(p);
  t("handled anyway", yield* GenServer.call(p, "two"));
  t("mailbox", yield* flush(20));
});
