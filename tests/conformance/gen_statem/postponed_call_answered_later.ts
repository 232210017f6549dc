import { GenStateMachine, self, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

const M: GenStateMachine.AnyModule = {
  callbackMode: "state_functions",
  init: () => ["ok", "busy", undefined],
  busy(type: unknown, content: unknown): GenStateMachine.EventResult<unknown, unknown> {
    if (type === "cast") return ["next_state", "ready", (content as [string, number])[1]];
    return ["keep_state_and_data", "postpone"];
  },
  ready(
    type: GenStateMachine.EventType,
    _content: unknown,
    v: unknown,
  ): GenStateMachine.EventResult<unknown, unknown> {
    return ["keep_state_and_data", ["reply", type[1] as GenStateMachine.From, v]];
  },
};

export default scenario(function* ({ t, next }) {
  const p = yield* GenStateMachine.start(M);
  const me = self();
  spawn(function* () {
    send(me, ["answer", yield* GenStateMachine.call(p, "get")]);
  });
  t("nothing yet", yield* next(40));
  GenStateMachine.cast(p, ["done", 42]);
  t("then", yield* next());
});
