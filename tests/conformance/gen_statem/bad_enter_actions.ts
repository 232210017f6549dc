import { GenStateMachine, Process, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* (h) {
  const { t, f, mon, wait } = h;
  const M = {
    callbackMode: ["handle_event_function", "state_enter"],
    init: () => ["ok", "a", undefined],
    handleEvent(type: Term, content: Term, state: Term, data: Term) {
      if (type === "enter") return state === "b" ? ["keep_state_and_data", data] : "keep_state_and_data";
      if (type === "cast" && content[0] === "enter") return ["next_state", "b", content[1]];
      if (type === "cast" && content[0] === "event") return ["keep_state_and_data", content[1]];
      t(`${f(state)} ${f(type)}`, content);
      return "keep_state_and_data";
    },
    terminate: (_: Term, state: Term) => t("in", state),
  } as never;
  for (const where of ["event", "enter"]) {
    for (const action of [
      "postpone",
      ["postpone", true],
      ["postpone", false],
      ["next_event", "cast", 1],
      ["next_event", "bogus", 1],
      ["next_event", ["call", "x"], 1],
      ["change_callback_module", 7],
      "pop_callback_module",
      "hibernate",
      ["hibernate", false],
      "bogus",
      ["reply", "x", 1],
      ["state_timeout", 1.5, 1],
      ["state_timeout", "cancel", 1],
    ]) {
      const p = yield* GenStateMachine.start(M);
      const m = mon(p);
      GenStateMachine.cast(p, [where, [action]]);
      t(`${f(where)} ${f(action)}`, yield* wait(m, 20));
      if (Process.alive(p)) yield* Process.exit(p, "kill");
    }
  }
});
