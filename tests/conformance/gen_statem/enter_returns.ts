import { GenStateMachine, Process, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";
import { entering, machine, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, mon, wait } = h;
  const m = h.module("E", entering(h));
  const mM = h.module("M", machine(h));
  for (const r of term([
    ["next_state", "c", 1],
    ["next_state", "b", 1],
    ["keep_state_and_data", ["postpone"]],
    ["keep_state_and_data", [["next_event", "cast", 1]]],
    ["keep_state", 3, [["state_timeout", 0, "x"]]],
    "bogus",
    ["stop", "oops"],
    ["stop", "oops", 4],
    "stop",
    ["stop_and_reply", "rr", []],
    ["keep_state_and_data", [["change_callback_module", mM]]],
    ["keep_state_and_data", [["postpone", false]]],
    ["repeat_state", 5],
  ])) {
    const p = yield* GenStateMachine.start(m);
    const mm = mon(p!);
    GenStateMachine.cast(p!, ["do", ["next_state", "b", ["enter", r, 0]]]);
    t("for " + f(r), yield* wait(mm, 60));
    if (Process.alive(p!)) {
      t("state", yield* Sys.getState(p!));
      yield* Process.exit(p!, "kill");
    }
  }
});
