import { GenStateMachine, Process } from "beamish";
import { scenario } from "../support/scenario.ts";
import { machine, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, mon, wait } = h;
  const m = h.module("M", machine(h));
  for (const r of term([
    ["keep_state"],
    ["bogus"],
    [["next_state"]],
    [["next_state", "b"]],
    [["next_state", "b", 1, "bad"]],
    [["keep_state", 1, ["nope"]]],
    [["keep_state_and_data", [["next_event", "bogus", 1]]]],
    [["stop"]],
    [["stop", "r", 1, 2]],
    [["stop_and_reply", "r"]],
    [["stop_and_reply", "r", ["postpone"]]],
    [["stop_and_reply", "r", [["reply", "x", 1]]]],
    [["keep_state_and_data", [["state_timeout", -1, 1]]]],
    [["keep_state_and_data", [["timeout", "soon", 1]]]],
    [["keep_state_and_data", [["postpone", 1]]]],
    [["keep_state_and_data", [["hibernate", 1]]]],
    [["keep_state_and_data", ["pop_callback_module"]]],
    [["keep_state_and_data", ["reply", 1]]],
    [["keep_state_and_data", [["change_callback_module", 7]]]],
    [["repeat_state", 1, "bad"]],
    [["keep_state_and_data", [["state_timeout", 10, 1, [["abs", 1]]]]]],
    [undefined],
    [7],
    [[]],
  ])) {
    const p = yield* GenStateMachine.start(m);
    const mm = mon(p!);
    GenStateMachine.cast(p!, ["do", r[0]]);
    t("for " + f(r[0]), yield* wait(mm, 60));
    if (Process.alive(p!)) yield* Process.exit(p!, "kill");
  }
});
