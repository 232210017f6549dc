import { GenServer, send } from "beamish";
import { scenario } from "../support/scenario.ts";

type Request = readonly [string, number];

const Srv: GenServer.Module<Request[], Request[], Request, Request, Request> = {
  init: (s) => ["ok", s],
  handleCall: ([, n], _from, s) => ["reply", [...s, ["call", n]], [...s, ["call", n]]],
  handleCast: ([, n], s) => ["noreply", [...s, ["cast", n]]],
  handleInfo: ([, n], s) => ["noreply", [...s, ["info", n]]],
};

export default scenario(function* ({ t }) {
  const p = (yield* GenServer.start(Srv, []))!;
  GenServer.cast(p, ["k", 1]);
  send(p, ["i", 2]);
  GenServer.cast(p, ["k", 3]);
  t("reply", yield* GenServer.call(p, ["c", 4]));
  send(p, ["i", 5]);
  t("reply", yield* GenServer.call(p, ["c", 6]));
});
