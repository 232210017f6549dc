import { exit, GenEvent, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* (h) {
  const { t, f, flush, module } = h;
  const H1 = module("H1", {
    init: (arg: Term) => ["ok", arg],
    handleEvent: (event: Term) => event[1] as Term,
    handleCall: (request: Term) => request[1] as Term,
    terminate: () => "left",
  }) as never;
  const H2 = module("H2", {
    init([[, result], left]: Term) {
      t("init", left);
      return typeof result === "function" ? result() : result;
    },
  });
  const throwing = () => {
    throw "in_init";
  };
  const m = yield* GenEvent.start();
  for (const r of [["error", "no"], "junk", () => exit("in_init"), throwing]) {
    yield* GenEvent.addSupHandler(m, H1, 0);
    yield* GenEvent.syncNotify(m, ["do", ["swap_handler", "out", 1, [H2, "id"], ["ret", r]]]);
    t("notified " + f(r), yield* flush(5));
    yield* GenEvent.addSupHandler(m, H1, 0);
    const request = ["do", ["swap_handler", "answer", "out", 1, H2, ["ret", r]]];
    t("reply", yield* GenEvent.call(m, H1, request));
    t("called " + f(r), yield* flush(5));
    t("which", yield* GenEvent.whichHandlers(m));
  }
});
