import { ETS, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, trapper, sync, gone, mon, wait }) {
  const tab = ETS.new("present", ["named_table"]);
  ETS.insert(tab, ["k", 1]);
  const b = yield* trapper("b");
  t("give_away", ETS.giveAway(tab, b, "gift"));
  yield* sync(b);
  t("owner", ETS.info(tab, "owner"));
  t("write by old owner", yield* c(() => ETS.insert(tab, ["k", 2])));
  t("give_away by non-owner", yield* c(() => ETS.giveAway(tab, self(), "x")));
  const own = ETS.new("own", []);
  t("to self", yield* c(() => ETS.giveAway(own, self(), "x")));
  const dead = spawn(() => "ok");
  yield* gone(dead);
  t("to dead", yield* c(() => ETS.giveAway(own, dead, "x")));
  const m = mon(b);
  send(b, "stop");
  yield* wait(m);
  t("gone with new owner", ETS.whereis("present"));
});
