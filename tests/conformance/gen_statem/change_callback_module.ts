import { GenStateMachine, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, mon, wait }) {
  const B: GenStateMachine.AnyModule = {
    callbackMode: ["state_functions", "state_enter"],
    init: () => "ignore",
    s(
      type: GenStateMachine.EventType,
      content: unknown,
      d: number,
    ): GenStateMachine.EventResult<unknown, unknown> {
      if (type === "enter") {
        t("B enter s", [content, d]);
        return "keep_state_and_data";
      }
      if (content === "pop") {
        t("B pop");
        return ["keep_state", d + 1, ["pop_callback_module"]];
      }
      t("B s", [content, d]);
      return "keep_state_and_data";
    },
  };
  const A: GenStateMachine.Module = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "s", 0],
    handleEvent(_type, content, s, d: number) {
      if (content === "push_b") {
        t("A push");
        return ["keep_state", d + 1, [["push_callback_module", B]]];
      }
      if (content === "to_b") {
        t("A change");
        return ["keep_state", d + 1, [["change_callback_module", B]]];
      }
      t("A", [content, s, d]);
      return "keep_state_and_data";
    },
  };
  const p = yield* GenStateMachine.start(A);
  for (const x of ["one", "push_b", "two", "pop", "three", "to_b", "four"]) GenStateMachine.cast(p, x);
  t("state", yield* Sys.getState(p));
  const m = mon(p);
  GenStateMachine.cast(p, "pop");
  t("pop from an empty stack", yield* wait(m));
});
