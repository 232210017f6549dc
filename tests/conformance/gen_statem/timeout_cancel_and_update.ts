import { GenStateMachine, Process, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", undefined],
    handleEvent(type, x) {
      if (type === "cast") return ["keep_state_and_data", x[1]];
      t(f(type), x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  const act = (...actions: GenStateMachine.Action[]) => GenStateMachine.cast(p, ["do", actions]);
  act(["state_timeout", 40, "c1"], [["timeout", "n"], 40, "c2"]);
  act(["state_timeout", "cancel"], [["timeout", "n"], "cancel"]);
  yield* Process.sleep(70);
  t("-- infinity");
  act(["state_timeout", 40, "i1"]);
  act(["state_timeout", "infinity", "i2"]);
  yield* Process.sleep(70);
  t("-- update");
  act(["state_timeout", 150, "old"]);
  yield* Process.sleep(20);
  act(["state_timeout", "update", "new"]);
  yield* Process.sleep(190);
  t("-- update of a stopped timer");
  act([["timeout", "n"], "update", "at_once"]);
  yield* Sys.getState(p);
  t("-- cancel of a stopped timer");
  act([["timeout", "n"], "cancel"]);
  t("state", yield* Sys.getState(p));
});
