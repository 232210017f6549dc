import { ETS, self, send, type Ref } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, idle, runIn, next, mon, wait }) {
  const me = self();
  for (const reason of ["normal", "crash"]) {
    const owner = idle("owner");
    yield* runIn(owner, () => {
      ETS.new("named", ["named_table", "public"]);
      send(me, ["tab", ETS.new("anon", ["public"])]);
    });
    const [, anon] = yield* next<readonly [string, Ref]>();
    ETS.insert("named", ["k", 1]);
    const m = mon(owner);
    send(owner, ["exit", reason]);
    yield* wait(m);
    t(`${reason} whereis`, ETS.whereis("named"));
    t("named", yield* c(() => ETS.lookup("named", "k")));
    t("anon", yield* c(() => ETS.lookup(anon, "k")));
    t("info", ETS.info(anon));
  }
  t("name reusable", ETS.new("named", ["named_table"]));
});
