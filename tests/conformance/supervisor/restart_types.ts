import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, kid, kids, boom, mon, wait, quiet }) {
  for (const restart of ["permanent", "transient", "temporary"] as const) {
    for (const reason of ["normal", "shutdown", ["shutdown", "x"], "crash", "kill"]) {
      const sup = yield* Supervisor.startLink([kid("k", { restart })], { strategy: "one_for_one" });
      if (reason === "kill") {
        const p = Process.whereis("k")!;
        const monitor = mon(p);
        Process.exit(p, "kill");
        yield* wait(monitor);
      } else {
        yield* boom("k", reason);
      }
      yield* quiet();
      t(`${f(restart)} ${f(reason)}`, yield* kids(sup));
      yield* Supervisor.stop(sup);
    }
  }
});
