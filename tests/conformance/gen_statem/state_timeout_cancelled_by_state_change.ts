import { GenStateMachine, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", undefined, [["state_timeout", 60, "from_init"]]],
    handleEvent(type, x, s, d) {
      if (type === "cast" && x[0] === "next") return ["next_state", x[1], d, x[2]];
      if (type === "cast" && x[0] === "keep") return ["keep_state_and_data", x[1]];
      t(`${f(type)} in ${f(s)}`, x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  GenStateMachine.cast(p, ["keep", []]);
  yield* Process.sleep(100);
  t("-- set then leave the state");
  GenStateMachine.cast(p, ["keep", [["state_timeout", 40, "lost"]]]);
  GenStateMachine.cast(p, ["next", "b", []]);
  yield* Process.sleep(80);
  t("-- next_state to the same state keeps it");
  GenStateMachine.cast(p, ["keep", [["state_timeout", 40, "kept"]]]);
  GenStateMachine.cast(p, ["next", "b", []]);
  yield* Process.sleep(80);
  t("-- set twice");
  GenStateMachine.cast(p, ["keep", [["state_timeout", 30, "old"]]]);
  GenStateMachine.cast(p, ["keep", [["state_timeout", 60, "new"]]]);
  yield* Process.sleep(110);
  t("-- set in the transition to the new state");
  GenStateMachine.cast(p, ["next", "c", [["state_timeout", 30, "for_c"]]]);
  yield* Process.sleep(70);
});
