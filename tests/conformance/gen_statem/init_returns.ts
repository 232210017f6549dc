import { GenStateMachine, Process, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { machine, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, f, result, flush } = h;
  const m = h.module("M", machine(h));
  Process.flag("trap_exit", true);
  for (const r of term([
    ["ok", "a"],
    ["ok", "a", 1, "bad"],
    ["ok", "a", 1, ["nope"]],
    ["ok", "a", 1, ["state_timeout", 0, "x"]],
    [
      "ok",
      "a",
      1,
      [
        ["next_event", "internal", "go"],
        ["timeout", 0, "e"],
      ],
    ],
    ["ok", "a", 1, ["postpone", ["next_event", "cast", 1]]],
    "ignore",
    ["stop", "r"],
    ["error", "why"],
    ["stop", "normal"],
    "bogus",
    ["ok", "a", 1, 0],
  ])) {
    const x = yield* result(() => GenStateMachine.startLink(m, ["ret", r]));
    const p: Term = Array.isArray(x) && x[0] === "ok" ? x[1] : undefined;
    t("for " + f(r), p ? "ok" : x);
    yield* Process.sleep(20);
    if (p) t("alive", Process.alive(p));
    t("mail", yield* flush(10));
    if (p) yield* Process.exit(p, "kill");
    yield* flush(5);
  }
});
