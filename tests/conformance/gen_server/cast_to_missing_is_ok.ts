import { GenServer, node, Registry } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<number, undefined> = { init: () => ["ok", 0] };

export default scenario(function* ({ t, c }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  yield* GenServer.stop(p);
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  t("dead pid", yield* c(() => GenServer.cast(p, "x")));
  t("unknown name", yield* c(() => GenServer.cast("unknown_srv", "x")));
  t("unknown global", yield* c(() => GenServer.cast(["global", "unknown_srv"], "x")));
  t("unknown via", yield* c(() => GenServer.cast(["via", Registry, ["Reg", "k"]], "x")));
  t("name on this node", yield* c(() => GenServer.cast(["unknown_srv", node()], "x")));
});
