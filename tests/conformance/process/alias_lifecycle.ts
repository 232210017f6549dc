import { Process, self, send, spawn, receive } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, flush, is }) {
  let alias = Process.alias();
  send(alias, "one");
  send(alias, "two");
  t("two arrive", yield* flush(20));
  t("unalias", Process.unalias(alias));
  t("unalias again", Process.unalias(alias));
  send(alias, "three");
  t("dropped", yield* flush(20));
  const reply = Process.alias(["reply"]);
  send(reply, "reply1");
  send(reply, "reply2");
  t("reply alias", yield* flush(20));
  t("already inactive", Process.unalias(reply));
  const me = self();
  alias = Process.alias();
  spawn(function* () {
    t("foreign unalias", yield* c(() => Process.unalias(alias)));
    send(alias, "from_other");
    send(me, "done");
  });
  yield* receive(is("done"));
  t("from other", yield* flush());
});
