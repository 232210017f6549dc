import { GenStateMachine, Process, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", undefined],
    handleEvent(type: Term, content: Term) {
      if (type === "cast") return ["keep_state_and_data", content];
      t(f(type), content);
      return "keep_state_and_data";
    },
  } as never;
  for (const time of [20, 0]) {
    const p = yield* GenStateMachine.start(M);
    GenStateMachine.cast(p, [
      ["state_timeout", time, "state"],
      [["timeout", "n"], time, "n"],
      [["timeout", "m"], time, "m"],
    ]);
    yield* Process.sleep(80);
    t("-- once more, one of them twice");
    GenStateMachine.cast(p, [
      [["timeout", "n"], time, "old"],
      ["state_timeout", time, "state"],
      [["timeout", "m"], "update", "none"],
      [["timeout", "n"], time, "n"],
    ]);
    yield* Process.sleep(80);
  }
});
