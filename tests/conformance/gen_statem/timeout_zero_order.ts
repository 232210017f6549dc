import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  const M: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", undefined],
    handleEvent(type, x) {
      if (type === "cast" && x[0] === "do") return ["keep_state_and_data", x[1]];
      t(f(type), x);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(M);
  const runs: [string, GenStateMachine.Actions][] = [
    [
      "state timeout and next_event",
      [
        ["state_timeout", 0, "st"],
        ["next_event", "internal", "ne"],
      ],
    ],
    [
      "two timers",
      [
        [["timeout", "n"], 0, "named"],
        ["state_timeout", 0, "st"],
      ],
    ],
    ["event timeout alone", [["timeout", 0, "et"]]],
    [
      "event timeout and next_event",
      [
        ["timeout", 0, "et"],
        ["next_event", "internal", "ne"],
      ],
    ],
    [
      "event timeout then state timeout",
      [
        ["timeout", 0, "et"],
        ["state_timeout", 0, "st"],
      ],
    ],
    [
      "state timeout then event timeout",
      [
        ["state_timeout", 0, "st"],
        ["timeout", 0, "et"],
      ],
    ],
  ];
  for (const [label, actions] of runs) {
    t(`-- ${label}`);
    yield* Sys.suspend(p);
    GenStateMachine.cast(p, ["do", actions]);
    GenStateMachine.cast(p, "queued");
    yield* Sys.resume(p);
    yield* Sys.getState(p);
  }
});
