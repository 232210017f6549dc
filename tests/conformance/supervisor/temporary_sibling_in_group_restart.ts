import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, kid, kids, boom, fresh, quiet }) {
  for (const strategy of ["one_for_all", "rest_for_one"] as const) {
    t(`-- ${f(strategy)}`);
    const children = [
      kid("a"),
      kid("t1", { restart: "temporary" }),
      kid("t2", { restart: "temporary" }),
      kid("b"),
    ];
    const sup = yield* Supervisor.startLink(children, { strategy });
    yield* boom("t1", "crash");
    yield* quiet();
    t("after t1", yield* kids(sup));
    const old = yield* boom("a", "crash");
    yield* fresh("a", old);
    yield* fresh("b", undefined);
    t("after a", yield* kids(sup));
    yield* Supervisor.stop(sup);
  }
});
