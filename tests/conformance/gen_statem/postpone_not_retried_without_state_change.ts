import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", ["s", 1], 0],
    handleEvent(_type, event, s: [string, number], d: number) {
      if (event === "later") {
        t("later in", s);
        return s[1] === 3 ? "keep_state_and_data" : ["keep_state_and_data", ["postpone"]];
      }
      if (event === "keep") {
        t("keep in", s);
        return ["keep_state", d + 1];
      }
      const [, n] = event as [string, number];
      t(`goto ${n} in`, s);
      return ["next_state", ["s", n], d + 1];
    },
  };
  const p = yield* GenStateMachine.start(M);
  for (const x of ["later", "keep", ["goto", 1], ["goto", 2], "keep", ["goto", 3], "keep"])
    GenStateMachine.cast(p, x);
  t("end", yield* Sys.getState(p));
});
