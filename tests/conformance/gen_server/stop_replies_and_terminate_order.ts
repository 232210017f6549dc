import { GenServer } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, c, mon, wait }) {
  const Srv: GenServer.Module<string, undefined, readonly ["stop_reply" | "stop", string]> = {
    init: () => ["ok", "s0"],
    handleCall: ([what, reason]) =>
      what === "stop_reply" ? ["stop", reason, "the_reply", "s1"] : ["stop", reason, "s2"],
    terminate(reason, s) {
      t("terminate", [reason, s]);
    },
  };
  const requests = [
    ["stop_reply", "normal"],
    ["stop_reply", "bad"],
    ["stop", "normal"],
    ["stop", "bad"],
  ];
  for (const request of requests) {
    const p = (yield* GenServer.start(Srv, undefined))!;
    const monitor = mon(p);
    t(`${f(request)} caller`, yield* c(() => GenServer.call(p, request)));
    t(`${f(request)} server`, yield* wait(monitor));
  }
});
