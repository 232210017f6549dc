import {
  GenEvent,
  GenServer,
  GenStateMachine,
  Process,
  Sys,
  self,
  type Op,
  type Pid,
  type Term,
} from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* (h) {
  const { t, f, c, flush, gone, mon, wait } = h;
  const G: GenServer.Module<number> = {
    init: () => (Process.flag("trap_exit", true), ["ok", 0]),
    handleCast: ([, r]: Term, s) => (Process.exit(self(), r), ["noreply", s + 1]),
    handleInfo: ([, , r]: Term, s) => (t("info", ["EXIT", r]), ["noreply", s]),
    terminate: (r, s) => t("terminate", [r, s]),
  };
  const M: GenStateMachine.Module<string, number> = {
    callbackMode: "handle_event_function",
    init: () => (Process.flag("trap_exit", true), ["ok", "a", 0]),
    handleEvent(type, content: Term, _state, n) {
      if (type === "cast") return (Process.exit(self(), content[1]), ["keep_state", n + 1]);
      t("info", ["EXIT", content[2]]);
      return "keep_state_and_data";
    },
    terminate: (r, s, n) => t("terminate", [r, s, n]),
  };
  const E: GenEvent.Module<number> = {
    init: (n) => ["ok", n],
    handleEvent: ([, r]: Term, n) => (Process.exit(self(), r), ["ok", n + 1]),
    terminate: (how, n) => t("terminate", [how, n]),
  };
  const starts: readonly (readonly [string, () => Op<Pid>])[] = [
    ["Elixir.GenServer start", () => GenServer.start(G)],
    ["Elixir.GenServer start_link", () => GenServer.startLink(G)],
    ["gen_statem start", () => GenStateMachine.start(M as never)],
    ["gen_statem start_link", () => GenStateMachine.startLink(M as never)],
  ];
  Process.flag("trap_exit", true);
  for (const r of ["normal", "shutdown", "crash", "kill"]) {
    for (const [how, start] of starts) {
      const p = yield* start();
      const m = mon(p);
      GenServer.cast(p, ["exit", r]);
      yield* c(() => Sys.getState(p));
      t(`${how} ${f(r)}`, yield* wait(m, 20));
      if (Process.alive(p)) {
        yield* Process.exit(p, "kill");
        yield* gone(p);
      }
      yield* flush(5);
    }
  }
  const p = yield* GenEvent.start();
  const m = mon(p);
  yield* GenEvent.addHandler(p, E as never, 0);
  GenEvent.notify(p, ["exit", "crash"]);
  t("gen_event", yield* wait(m, 20));
});
