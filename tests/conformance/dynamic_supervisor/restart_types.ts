import { DynamicSupervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, kid, boom, quiet }) {
  for (const restart of ["permanent", "transient", "temporary"] as const) {
    for (const reason of ["normal", ["shutdown", "x"], "crash"]) {
      const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one" });
      yield* DynamicSupervisor.startChild(sup, kid("k", { restart }));
      yield* boom("k", reason);
      yield* quiet();
      t(`${f(restart)} ${f(reason)}`, yield* DynamicSupervisor.countChildren(sup));
      yield* DynamicSupervisor.stop(sup);
    }
  }
});
