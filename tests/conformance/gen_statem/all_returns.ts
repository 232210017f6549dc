import { GenStateMachine, Process, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";
import { machine, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, mon, wait } = h;
  const m = h.module("M", machine(h));
  for (const r of term([
    "stop",
    ["stop", "r"],
    ["stop", "r", 9],
    ["stop_and_reply", "r", []],
    ["stop_and_reply", "r", [], 8],
    ["keep_state", 5],
    ["keep_state", 5, []],
    ["repeat_state", 6],
    "repeat_state_and_data",
    ["repeat_state_and_data", []],
    ["next_state", "b", 7],
    ["next_state", "b", 7, []],
    ["keep_state_and_data", "hibernate"],
    ["keep_state_and_data", 5000],
    ["keep_state_and_data", "infinity"],
    ["keep_state_and_data", ["timeout", "cancel"]],
    [
      "keep_state_and_data",
      [
        ["timeout", 20, "x"],
        ["timeout", "cancel"],
      ],
    ],
    ["keep_state_and_data", [["timeout", "update", "upd"]]],
  ])) {
    const p = yield* GenStateMachine.start(m);
    const mm = mon(p!);
    GenStateMachine.cast(p!, ["do", r]);
    t("for " + f(r), yield* wait(mm, 40));
    if (Process.alive(p!)) {
      t("state", yield* Sys.getState(p!));
      yield* Process.exit(p!, "kill");
    }
  }
});
