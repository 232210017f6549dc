import { exit, GenServer, GenStateMachine, Process, send, Sys, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, gone }) {
  const G: GenServer.Module<Term> = {
    init: (s) => ["ok", s],
    handleCall: (r: Term) => r as never,
    handleCast: (r: Term) => r as never,
    handleInfo: (_, s) => ["noreply", s],
    handleContinue: (x) => ["noreply", x],
  };
  const M = {
    callbackMode: "handle_event_function",
    init: (s: Term) => ["ok", s, 0],
    handleEvent: (type: Term, r: Term) => (type === "cast" ? r : "keep_state_and_data"),
  } as never;
  const shown = ([tag, first, second, ...rest]: Term): Term => {
    if (tag === "in" && first[0] === "$gen_call") return ["in", "call", first[1][0], first[2]];
    if (tag === "out") return ["out", first, second[0], ...rest];
    return [tag, first, ...(second === undefined ? [] : [second]), ...rest];
  };
  const watch = (tag: string): [Sys.Watcher, number] => [
    (n: number, event: Term) => (t(`${tag} ${n}`, shown(event)), n + 1),
    0,
  ];

  for (const [how, r] of [
    ["call", ["stop", "normal", "bye", 1]],
    ["cast", ["stop", "shutdown", 1]],
    ["cast", ["stop", "crash", 1]],
    ["call", ["reply", 1, 2, ["continue", 3]]],
  ]) {
    const p = yield* GenServer.start(G, 0);
    yield* Sys.install(p, watch("server"));
    yield* c(() => (how === "call" ? GenServer.call(p, r) : GenServer.cast(p, r)));
    t("state", Array.isArray(yield* c(() => Sys.getState(p))));
    if (Process.alive(p)) yield* GenServer.stop(p);
  }

  for (const r of [
    ["stop", "normal"],
    ["stop", ["shutdown", 1]],
    ["stop", "crash"],
    [
      "keep_state_and_data",
      [
        ["timeout", 50, 1],
        ["state_timeout", 0, 2],
        [["timeout", "n"], 40, 3],
        ["timeout", 60, 4],
      ],
    ],
  ]) {
    const p = yield* GenStateMachine.start(M, "a");
    yield* Sys.install(p, watch("machine"));
    GenStateMachine.cast(p, r);
    yield* c(() => Sys.getState(p));
    if (Process.alive(p)) {
      yield* Process.exit(p, "kill");
      yield* gone(p);
    }
  }

  const p = yield* GenServer.start(G, 0);
  const ending = (tag: string, end: (n: number) => never): Sys.Watcher => {
    return (n: number) => (t(tag, n), end(n));
  };
  const throwing = (value: Term) => {
    throw value;
  };
  const failing = () => {
    throw new Error("x");
  };
  yield* Sys.install(p, ["throws", ending("thrown", (n) => throwing(n + 1)), 0]);
  yield* Sys.install(p, ["raises", ending("raised", failing), 0]);
  yield* Sys.install(p, ["exits", ending("exited", () => exit("done")), 0]);
  yield* Sys.install(p, ["done", ending("done", () => throwing("done")), 0]);
  send(p, 1);
  send(p, 2);
  t("log", [yield* Sys.log(p, [true, 3]), yield* Sys.log(p, [true, 1])]);
  yield* Sys.statistics(p, true);
  send(p, 3);
  send(p, 4);
  t("log", ["ok", yield* Sys.log(p, "get")]);
  t("again", [yield* Sys.statistics(p, true), yield* Sys.log(p, true)]);
  send(p, 5);
  const counts = (yield* Sys.statistics(p, "get")) as Sys.Statistics;
  t("in", counts.messages_in);
  t("log", ["ok", yield* Sys.log(p, "get")]);
});
