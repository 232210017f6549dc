import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.AnyModule = {
    callbackMode: "state_functions",
    init: () => ["ok", "one", undefined],
    one(_type: unknown, x: unknown, d: unknown): GenStateMachine.EventResult<unknown, unknown> {
      if (x === "go") {
        t("one", "go");
        return [
          "next_state",
          "two",
          d,
          [
            ["next_event", "internal", "i1"],
            ["next_event", "internal", "i2"],
          ],
        ];
      }
      t("one postpones", x);
      return ["keep_state_and_data", "postpone"];
    },
    two(type: unknown, x: unknown): GenStateMachine.EventResult<unknown, unknown> {
      t(`two ${f(type)}`, x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  yield* Sys.suspend(p);
  for (const x of ["p1", "p2", "go", "q1"]) GenStateMachine.cast(p, x);
  yield* Sys.resume(p);
  yield* Sys.getState(p);
});
