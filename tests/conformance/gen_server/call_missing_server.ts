import { GenServer, node, Registry } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<number, undefined> = { init: () => ["ok", 0] };

export default scenario(function* ({ t, c, flush }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  yield* GenServer.stop(p);
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  t("dead pid", yield* c(() => GenServer.call(p, "x")));
  t("unknown name", yield* c(() => GenServer.call("unknown_srv", "x")));
  t("unknown global", yield* c(() => GenServer.call(["global", "unknown_srv"], "x")));
  t("unknown via", yield* c(() => GenServer.call(["via", Registry, ["Reg", "k"]], "x")));
  t("name on this node", yield* c(() => GenServer.call(["unknown_srv", node()], "x")));
  t("mailbox", yield* flush(20));
});
