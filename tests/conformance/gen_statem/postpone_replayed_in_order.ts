import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const M: GenStateMachine.AnyModule = {
    callbackMode: "state_functions",
    init: () => ["ok", "closed", undefined],
    closed(_type: unknown, x: unknown, d: unknown): GenStateMachine.EventResult<unknown, unknown> {
      if (x === "open") {
        t("closed", "open");
        return ["next_state", "open", d];
      }
      t("closed postpones", x);
      return ["keep_state_and_data", ["postpone"]];
    },
    open(_type: unknown, x: unknown): GenStateMachine.EventResult<unknown, unknown> {
      t("open", x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  yield* Sys.suspend(p);
  for (const x of [1, 2, "open", 3, 4]) GenStateMachine.cast(p, x);
  yield* Sys.resume(p);
  yield* Sys.getState(p);
});
