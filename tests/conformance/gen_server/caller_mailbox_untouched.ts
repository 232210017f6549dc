import { GenServer, makeRef, self, send, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<undefined, undefined, readonly ["spam", Pid]> = {
  init: () => ["ok", undefined],
  handleCall([, to], _from, s) {
    send(to, "spam1");
    send(to, [makeRef(), "fake_reply"]);
    send(to, ["DOWN", makeRef(), "process", self(), "fake_down"]);
    send(to, "spam2");
    return ["reply", "real", s];
  },
};

export default scenario(function* ({ t, name, flush }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  name(p, "srv");
  send(self(), "before");
  t("call", yield* GenServer.call(p, ["spam", self()]));
  t("mailbox", yield* flush(20));
});
