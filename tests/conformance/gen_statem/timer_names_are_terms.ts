import { GenStateMachine, Process, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";
import { machine } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t } = h;
  const m = h.module("M", machine(h));
  const p = (yield* GenStateMachine.start(m))!;
  GenStateMachine.cast(p, [
    "do",
    [
      "keep_state_and_data",
      [
        [["timeout", ["a", 1]], 20, "one"],
        [["timeout", ["a", 2]], 30, "two"],
      ],
    ],
  ]);
  GenStateMachine.cast(p, [
    "do",
    [
      "keep_state_and_data",
      [
        [["timeout", ["a", 1]], "cancel"],
        [["timeout", ["a", 2]], "update", "two2"],
        [["timeout", ["a", 3]], "update", "three"],
      ],
    ],
  ]);
  yield* Process.sleep(60);
  GenStateMachine.cast(p, [
    "do",
    [
      "keep_state_and_data",
      [
        [["timeout", "x"], 20, "one"],
        [["timeout", "x"], "cancel"],
        [["timeout", "y"], "cancel"],
        [["timeout", "y"], 10, "yy"],
        [["timeout", "z"], 20, "z1"],
        [["timeout", "z"], 30, "z2"],
        [["timeout", "z"], "update", "z3"],
      ],
    ],
  ]);
  yield* Process.sleep(60);
  t("state", yield* Sys.getState(p));
});
