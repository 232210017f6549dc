import { GenStateMachine, send, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "s", undefined],
    handleEvent(type, content) {
      if (Array.isArray(type) && type[0] === "call") {
        t("call", content);
        return [
          "keep_state_and_data",
          [
            ["reply", type[1], "ok"],
            ["next_event", "internal", "from_call"],
          ],
        ];
      }
      t(f(type), content);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  GenStateMachine.cast(p, "x");
  send(p, "y");
  t("reply", yield* GenStateMachine.call(p, "z"));
  GenStateMachine.cast(p, "last");
  yield* Sys.getState(p);
});
