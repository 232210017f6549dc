import { GenServer, receive, self, send, Sys, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, next, is }) {
  const Srv: GenServer.Module<number, undefined, readonly ["go", Pid]> = {
    init: () => ["ok", 0],
    handleCall([, who], _from, n) {
      // A second request is put in the queue while this one is being handled.
      GenServer.cast(self(), "queued");
      send(who, "handler_done");
      return ["reply", "replied", n, ["continue", ["after_call", who]]];
    },
    *handleContinue(what, n) {
      if (!Array.isArray(what)) {
        t("continue", what);
        return ["noreply", n + 1];
      }
      // Wait until the caller says it has its reply: the reply was sent before continue.
      yield* receive(is("caller_has_reply"));
      t("continue", "after_call");
      send(what[1], "continued");
      return ["noreply", n + 1];
    },
    handleCast(request, n) {
      t("cast", request);
      return ["noreply", n, ["continue", "after_cast"]];
    },
    handleInfo(message, n) {
      t("info", message);
      return ["noreply", n, ["continue", "after_info"]];
    },
  };

  const p = (yield* GenServer.start(Srv, undefined))!;
  t("call", yield* GenServer.call(p, ["go", self()]));
  send(p, "caller_has_reply");
  t("got", yield* next());
  t("got", yield* next());
  send(p, "hello");
  t("count", yield* Sys.getState(p));
});
