import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

const FOLLOW_UP: Readonly<Record<string, GenStateMachine.Actions>> = {
  go: [
    [["timeout", "x"], 0, "x1"],
    [["timeout", "y"], 0, "y1"],
    ["state_timeout", 0, "st1"],
  ],
  x1: [[["timeout", "y"], 0, "y2"]],
  st1: [["timeout", 0, "e1"]],
  y2: [["timeout", 0, "e2"]],
  e2: [
    [["timeout", "x"], 0, "x2"],
    [["timeout", "y"], 0, "y3"],
    [["timeout", "x"], "cancel"],
  ],
};

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "s", undefined],
    handleEvent(type, x: string) {
      t(f(type), x);
      return ["keep_state_and_data", FOLLOW_UP[x] ?? []];
    },
  };
  const p = yield* GenStateMachine.start(M);
  yield* Sys.suspend(p);
  GenStateMachine.cast(p, "go");
  GenStateMachine.cast(p, "queued");
  yield* Sys.resume(p);
  yield* Sys.getState(p);
});
