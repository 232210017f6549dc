import { exit, GenServer, Process, receive, self, send, spawn, Sys, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, mon, wait, is }) {
  const Srv: GenServer.Module<string, string> = {
    init(x) {
      Process.flag("trap_exit", true);
      return ["ok", x];
    },
    terminate(reason, s) {
      t("terminate", [reason, s]);
    },
  };
  const me = self();
  const parent = spawn(function* () {
    send(me, ["p", yield* GenServer.startLink(Srv, "linked")]);
    yield* receive(is("go"));
    exit("parent_reason");
  });
  const [, linked] = yield* receive<["p", Pid]>(["p"]);
  yield* Sys.suspend(linked);
  const monitor = mon(linked);
  send(parent, "go");
  t("ended", yield* wait(monitor));
  const free = yield* GenServer.start(Srv, "free");
  yield* Sys.suspend(free);
  t("stop", yield* GenServer.stop(free, "asked"));
  const free2 = yield* GenServer.start(Srv, "free2");
  t("sys terminate", yield* Sys.terminate(free2, "by_sys"));
});
