import { GenStateMachine, Process, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: ["handle_event_function", "state_enter"],
    init: () => ["ok", "a", undefined],
    handleEvent(type, x, s, d) {
      if (type === "enter") {
        t("enter", [x, s]);
        return "keep_state_and_data";
      }
      if (x === "arm") return ["keep_state_and_data", [["state_timeout", 50, "st"]]];
      if (x === "later" && s === "a") {
        t("postponed in a");
        return ["keep_state_and_data", "postpone"];
      }
      if (x === "repeat") return ["repeat_state", d];
      if (Array.isArray(x)) return ["next_state", x[1], d];
      t(`${f(type)} in ${f(s)}`, x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  for (const x of ["later", "arm", "repeat"]) GenStateMachine.cast(p, x);
  yield* Process.sleep(90);
  GenStateMachine.cast(p, ["go", "b"]);
  yield* Sys.getState(p);
});
