import { DynamicSupervisor, Process, System } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, mon, wait }) {
  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one" });
  // silent: the order in which the children stop is not defined, only their reasons are compared
  const specs = [
    kid("a", { silent: true, slow: 60 }),
    kid("b", { silent: true, slow: 60 }),
    kid("c", { silent: true, slow: 60 }),
    kid("d", { silent: true, slow: 1000, shutdown: 60 }),
    kid("e", { silent: true, shutdown: "brutal_kill" }),
    kid("g", { silent: true, trap: false }),
  ];
  for (const spec of specs) yield* DynamicSupervisor.startChild(sup, spec);
  const monitors = specs.map(({ id }) => [String(id), mon(Process.whereis(String(id))!)] as const);
  const begun = System.monotonicTime("millisecond");
  const stopped = yield* DynamicSupervisor.stop(sup);
  const elapsed = System.monotonicTime("millisecond") - begun;
  t("stop", stopped);
  for (const [id, monitor] of monitors) t(id, yield* wait(monitor));
  t("faster than one after the other", elapsed < 200);
});
