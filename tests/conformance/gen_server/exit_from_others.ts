import { GenServer, Process, send, Sys, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, idle, mon, wait }) {
  const Srv: GenServer.Module<string, boolean, readonly ["link", Pid]> = {
    init(trap) {
      Process.flag("trap_exit", trap);
      return ["ok", "s"];
    },
    handleInfo(message, s) {
      t("handle_info", (message as ["EXIT", Pid, unknown])[2]);
      return ["noreply", s];
    },
    handleCall: ([, pid], _from, s) => ["reply", Process.link(pid), s],
    terminate(reason) {
      t("terminate", reason);
    },
  };

  for (const trap of [true, false]) {
    for (const reason of ["normal", "crash"]) {
      const p = (yield* GenServer.start(Srv, trap))!;
      const other = idle("other");
      yield* GenServer.call(p, ["link", other]);
      const monitor = mon(p);
      const mo = mon(other);
      send(other, ["exit", reason]);
      yield* wait(mo);
      yield* Process.sleep(20);
      const state = Process.alive(p) ? ["alive", yield* Sys.getState(p)] : ["ended", yield* wait(monitor)];
      t(`trap=${trap} ${reason}`, state);
    }
  }
});
