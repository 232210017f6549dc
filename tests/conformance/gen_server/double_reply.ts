import { GenServer } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<GenServer.From | undefined, undefined, "ask" | "other", "reply_again"> = {
  init: () => ["ok", undefined],
  handleCall: (request, from, s) =>
    request === "ask" ? ["reply", "first", from] : ["reply", "other_answer", s],
  handleCast(_replyAgain, from) {
    GenServer.reply(from!, "second");
    return ["noreply", from];
  },
};

export default scenario(function* ({ t, flush }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  t("call", yield* GenServer.call(p, "ask"));
  GenServer.cast(p, "reply_again");
  t("next call", yield* GenServer.call(p, "other"));
  t("mailbox", yield* flush(30));
});
