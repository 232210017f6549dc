import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "s", undefined],
    handleEvent(type, x) {
      t(f(type), x);
      if (x === "start")
        return [
          "keep_state_and_data",
          [
            ["next_event", "internal", "a"],
            ["next_event", "cast", "b"],
            ["next_event", "info", "c"],
          ],
        ];
      if (x === "a")
        return [
          "keep_state_and_data",
          [
            ["next_event", "internal", "a1"],
            ["next_event", "internal", "a2"],
          ],
        ];
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  yield* Sys.suspend(p);
  for (const x of ["start", "q1", "q2"]) GenStateMachine.cast(p, x);
  yield* Sys.resume(p);
  yield* Sys.getState(p);
});
