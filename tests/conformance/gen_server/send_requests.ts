import { GenServer, GenStateMachine, type Term } from "beamish";
import { scenario } from "../support/scenario.ts";
import { server, term } from "../support/scripted.ts";

export default scenario(function* (h) {
  const { t, c, next, flush } = h;
  const m = server(h);
  let p: Term = yield* GenServer.start(m, "s");
  let r = GenServer.sendRequest(p, 1);
  t("resp", yield* GenServer.receiveResponse(r, 100));
  r = GenServer.sendRequest(p, 2);
  t("wait", yield* GenServer.waitResponse(r, 100));
  r = GenServer.sendRequest(p, ["do", ["noreply", "s"]]);
  t("wait to", yield* GenServer.waitResponse(r, 5));
  t("recv to", yield* GenServer.receiveResponse(r, 5));
  r = GenServer.sendRequest("nobody", 2);
  t("noproc", yield* GenServer.receiveResponse(r, 100));
  r = GenServer.sendRequest(p, ["do", ["stop", "bye", "s"]]);
  t("stop", yield* GenServer.receiveResponse(r, 100));
  r = GenServer.sendRequest(p, 1);
  t("dead", yield* GenServer.receiveResponse(r, 100));
  p = yield* GenServer.start(m, "s");
  r = GenServer.sendRequest(p, 3);
  const msg = yield* next();
  t("check other", GenServer.checkResponse("other", r));
  t("check", GenServer.checkResponse(msg, r));
  const c0 = GenServer.reqidsNew();
  const c1 = GenServer.sendRequest(p, "a", "la", c0);
  const c2 = GenServer.sendRequest(p, "b", "lb", c1);
  const c3 = GenServer.sendRequest("nobody", "c", "lc", c2);
  t("size", [GenServer.reqidsSize(c0), GenServer.reqidsSize(c3)]);
  const [res, lab, c4]: Term = yield* GenServer.receiveResponse(c3, 100, true);
  t("first", [res[1][0], lab, GenServer.reqidsSize(c4)]);
  const [res2, lab2, c5]: Term = yield* GenServer.receiveResponse(c4, 100, true);
  t("second", [res2, lab2, GenServer.reqidsSize(c5)]);
  const [res3, lab3, c6]: Term = yield* GenServer.receiveResponse(c5, 100, false);
  t("third", [res3, lab3, GenServer.reqidsSize(c6)]);
  t("empty", yield* GenServer.receiveResponse(c0, 100, true));
  const r1 = GenServer.sendRequest(p, "z");
  const c7 = GenServer.reqidsAdd(r1, "lz", c0);
  t(
    "list",
    GenServer.reqidsToList(c7).map((x) => x[1]),
  );
  t("dup", yield* c(() => GenServer.reqidsAdd(r1, "lz", c7)));
  const q = (yield* GenStateMachine.start(
    term({
      callbackMode: "handle_event_function",
      init: () => ["ok", "a", 1],
      handleEvent: (ty: Term, x: Term) => ["keep_state_and_data", ["reply", ty[1], ["sm", x]]],
    }),
  ))!;
  const rr = GenStateMachine.sendRequest(q, 1);
  t("sm", yield* GenStateMachine.receiveResponse(rr, 10));
  t(
    "mail",
    ((yield* flush(10)) as Term).map((x: Term) => [["alias | " + h.f(x[0])], x[1]]),
  );
});
