import { GenServer } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, c, mon, wait }) {
  const Srv = {
    init: () => ["ok", 0],
    handleCall: (request: unknown) => request,
    handleCast: (request: unknown) => request,
  } as unknown as GenServer.Module<number, undefined>;

  for (const x of ["nonsense", ["reply", 1], ["noreply", 1, 2, 3], ["reply", 1, 2, "not_a_timeout"]]) {
    const p = (yield* GenServer.start(Srv, undefined))!;
    const monitor = mon(p);
    t(`call ${f(x)}`, yield* c(() => GenServer.call(p, x)));
    t("server", yield* wait(monitor));
  }
  const p = (yield* GenServer.start(Srv, undefined))!;
  const monitor = mon(p);
  GenServer.cast(p, ["reply", "x", "s"]);
  t("reply from cast", yield* wait(monitor));
});
