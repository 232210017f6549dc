import { GenStateMachine, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

const M: GenStateMachine.Module = {
  callbackMode: "handle_event_function",
  init: () => ["ok", "s", undefined],
  *handleEvent(type) {
    yield* Process.sleep(60);
    return ["keep_state_and_data", ["reply", type[1] as GenStateMachine.From, "late"]];
  },
};

export default scenario(function* ({ t, c, flush }) {
  const p = yield* GenStateMachine.start(M);
  t("timeout", yield* c(() => GenStateMachine.call(p, "slow", 20)));
  t("mailbox", yield* flush(80));
  t("stop", yield* GenStateMachine.stop(p));
  t("noproc", yield* c(() => GenStateMachine.call(p, "slow", 20)));
  t("unknown name", yield* c(() => GenStateMachine.call("no_fsm", "x")));
  t("cast", GenStateMachine.cast(p, "x"));
  t("stop again", yield* c(() => GenStateMachine.stop(p)));
});
