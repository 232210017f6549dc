import { GenStateMachine, Process, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* (h) {
  const { t, f } = h;
  const M = {
    callbackMode: "handle_event_function",
    init: () => ["ok", "a", 0],
    handleEvent(type: Term, content: Term, state: Term) {
      if (Array.isArray(content) && content[0] === "do") return content[1] as Term;
      t(`${f(state)} ${f(type)}`, content);
      return "keep_state_and_data";
    },
  } as unknown as GenStateMachine.Module;
  for (const type of ["cast", "info", "internal", "timeout", "state_timeout", ["timeout", "n"]]) {
    for (const next of [
      ["keep_state", 1],
      ["next_state", "b", 1],
    ]) {
      const p = yield* GenStateMachine.start(M as never);
      t(`${f(type)} ${f(next)}`);
      const actions = [
        ["timeout", 10, "late"],
        ["state_timeout", 15, "state"],
        [["timeout", "n"], 20, "named"],
        ["next_event", type, "inserted"],
      ];
      GenStateMachine.cast(p, ["do", [...next, actions]]);
      yield* Process.sleep(40);
      yield* Process.exit(p, "kill");
    }
  }
  const p = yield* GenStateMachine.start(M as never);
  t("set again by the event itself");
  const again = ["do", ["keep_state", 2, [["timeout", 5, "second"]]]];
  GenStateMachine.cast(p, ["do", ["keep_state", 1, [["timeout", 5, again]]]]);
  yield* Process.sleep(30);
});
