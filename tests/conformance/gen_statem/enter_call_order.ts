import { GenStateMachine, Process, Sys, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { entering } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t } = h;
  const m = h.module("E", entering(h));
  const p = (yield* GenStateMachine.start(m))!;
  GenStateMachine.cast(p, ["do", ["keep_state_and_data", ["postpone"]]]);
  GenStateMachine.cast(p, "x");
  t("s", yield* Sys.getState(p));
  GenStateMachine.cast(p, ["do", ["repeat_state", 1]]);
  GenStateMachine.cast(p, ["do", ["next_state", "a", 2]]);
  GenStateMachine.cast(p, ["do", "repeat_state_and_data"]);
  GenStateMachine.cast(p, [
    "do",
    [
      "next_state",
      "b",
      [
        "enter",
        (d: Term) => [
          "keep_state",
          d,
          [
            ["state_timeout", 0, "zero"],
            ["timeout", 0, "et"],
          ],
        ],
        3,
      ],
      [
        ["next_event", "internal", "ie"],
        ["state_timeout", 0, "other"],
      ],
    ],
  ]);
  t("s", yield* Sys.getState(p));
  GenStateMachine.cast(p, ["do", ["next_state", "c", 4, ["state_timeout", 20, "mine"]]]);
  yield* Process.sleep(40);
  t("s", yield* Sys.getState(p));
});
