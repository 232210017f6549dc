import { GenServer, node } from "beamish";
import { scenario } from "../support/scenario.ts";
import { names } from "../support/names.ts";

const Srv: GenServer.Module<number, undefined> = { init: () => ["ok", 0] };

export default scenario(function* ({ t, c, flush }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  yield* GenServer.stop(p);
  const Names = names();
  t("dead pid", yield* c(() => GenServer.call(p, "x")));
  t("unknown name", yield* c(() => GenServer.call("unknown_srv", "x")));
  t("unknown global", yield* c(() => GenServer.call(["global", "unknown_srv"], "x")));
  t("unknown via", yield* c(() => GenServer.call(["via", Names, "k"], "x")));
  t("name on this node", yield* c(() => GenServer.call(["unknown_srv", node()], "x")));
  t("mailbox", yield* flush(20));
});
