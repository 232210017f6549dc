import { GenStateMachine, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", undefined],
    handleEvent(type, content, s, d) {
      if (type === "cast" && content[0] === "do") return ["keep_state_and_data", content[1]];
      if (type === "cast" && content[0] === "go") return ["next_state", content[1], d];
      t(`${f(type)} in ${f(s)}`, content);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  GenStateMachine.cast(p, [
    "do",
    [
      [["timeout", "x"], 180, 1],
      [["timeout", "y"], 40, 2],
      [["timeout", ["z", 1]], 140, 3],
    ],
  ]);
  GenStateMachine.cast(p, ["go", "b"]);
  GenStateMachine.cast(p, ["do", []]);
  yield* Process.sleep(60);
  GenStateMachine.cast(p, ["do", [[["timeout", "x"], 180, "replaced"]]]);
  yield* Process.sleep(250);
});
