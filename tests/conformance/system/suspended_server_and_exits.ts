import { GenServer, Process, Sys, self, send, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { server, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, next, idle, runIn, mon, wait } = h;
  const m = server(h);
  const trap = ["ret", () => (Process.flag("trap_exit", true), ["ok", []])];
  Process.flag("trap_exit", true);
  let p: Term = yield* GenServer.startLink(m, []);
  yield* Sys.suspend(p);
  yield* Process.exit(p, "from_main");
  t("not trapping", yield* next());
  p = yield* GenServer.startLink(m, term(trap));
  yield* Sys.suspend(p);
  send(p, ["EXIT", self(), "faked"]);
  t("faked parent", yield* next());
  p = yield* GenServer.startLink(m, term(trap));
  yield* Sys.suspend(p);
  const o = idle("o");
  yield* runIn(o, () => {
    Process.exit(p, "other");
  });
  t("state", yield* Sys.getState(p));
  yield* Sys.resume(p);
  t("state", yield* Sys.getState(p));
  yield* Sys.suspend(p);
  t("sys term", yield* Sys.terminate(p, "bye"));
  t("exit", yield* next());
  p = yield* GenServer.start(m, []);
  yield* Sys.suspend(p);
  yield* Process.exit(p, "normal");
  t("alive", Process.alive(p));
  yield* Process.exit(p, "kill");
  t("down", (yield* wait(mon(p))) !== undefined);
});
