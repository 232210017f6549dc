import { GenStateMachine, Process, Sys, System } from "beamish";
import { scenario } from "../support/scenario.ts";
import { machine } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t } = h;
  const m = h.module("M", machine(h));
  const p = (yield* GenStateMachine.start(m))!;
  const n = System.monotonicTime();
  GenStateMachine.cast(p, [
    "do",
    [
      "keep_state_and_data",
      [
        ["state_timeout", n + 40, "late", [["abs", true]]],
        [["timeout", "n"], n + 20, "early", ["abs", true]],
        [["timeout", "past"], n - 100, "past", { abs: true }],
        [["timeout", "rel"], 60, "rel", [["abs", false]]],
      ],
    ],
  ]);
  yield* Process.sleep(100);
  t("state", yield* Sys.getState(p));
});
