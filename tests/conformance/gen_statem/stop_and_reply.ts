import { GenStateMachine, receive, self, send, spawn, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, mon, wait, until, next, is }) {
  type From = GenStateMachine.From;
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "s", []],
    handleEvent(type, request, _s, d: From[]) {
      const from = type[1] as From;
      if (request === "wait") return ["keep_state", [from, ...d]];
      return [
        "stop_and_reply",
        request[1],
        [
          ["reply", from, "stopper"],
          ["reply", d[0]!, "waiter"],
        ],
        "new_data",
      ];
    },
    *terminate(r, s, d) {
      const told = yield* receive(is("have_reply"), { after: 500, else: () => undefined });
      t("before terminate", told === undefined ? "not_replied" : "replied");
      t("terminate", [r, s, d]);
    },
  };
  for (const r of ["normal", "crash"]) {
    const p = yield* GenStateMachine.start(M);
    const m = mon(p);
    const me = self();
    for (const i of [1, 2]) {
      spawn(function* () {
        send(me, [i, yield* c(() => GenStateMachine.call(p, "wait"))]);
      });
      yield* until(function* () {
        return (yield* Sys.getState<[string, unknown[]]>(p))[1].length === i;
      });
    }
    t("stop", yield* GenStateMachine.call(p, ["stop", r]));
    send(p, "have_reply");
    t("ended", yield* wait(m));
    const waiters = [yield* next<[number, unknown]>(), yield* next<[number, unknown]>()];
    t(
      "waiters",
      waiters.toSorted(([a], [b]) => a - b),
    );
  }
});
