import { GenStateMachine, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", undefined],
    *handleEvent(type, x, s, d) {
      if (type === "cast" && x[0] === "set_and_block")
        return [
          "keep_state_and_data",
          [["next_event", "internal", "block"], ...(x[1] as GenStateMachine.Action[])],
        ];
      if (type === "internal") {
        yield* Process.sleep(60);
        t("unblocked");
        return "keep_state_and_data";
      }
      if (type === "cast" && x[0] === "go") {
        t("go", x[1]);
        return ["next_state", x[1], d];
      }
      t(`${f(type)} in ${f(s)}`, x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  const timers = [
    ["state_timeout", 20, "st"],
    [["timeout", "n"], 35, "named"],
  ];
  GenStateMachine.cast(p, ["set_and_block", timers]);
  GenStateMachine.cast(p, "queued");
  yield* Process.sleep(100);
  t("-- cancelled by a queued state change");
  GenStateMachine.cast(p, ["set_and_block", timers]);
  GenStateMachine.cast(p, ["go", "b"]);
  yield* Process.sleep(100);
});
