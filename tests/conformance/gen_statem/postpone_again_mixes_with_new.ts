import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module<number> = {
    callbackMode: "handle_event_function",
    init: () => ["ok", 1, undefined],
    handleEvent(_type, event, n: number, d) {
      if (event === "go") {
        t("go in", n);
        return ["next_state", n + 1, d];
      }
      const [x, at] = event as [string, number];
      t(`${f(x)} in`, n);
      return n >= at ? "keep_state_and_data" : ["keep_state_and_data", "postpone"];
    },
  };
  const p = yield* GenStateMachine.start(M);
  for (const x of [["a", 3], ["b", 2], "go", ["c", 3], ["d", 2], "go"]) GenStateMachine.cast(p, x);
  t("end", yield* Sys.getState(p));
});
