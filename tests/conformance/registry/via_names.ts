import { GenServer, Registry } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<number, number, "get"> = {
  init: (x) => ["ok", x],
  handleCall: (_get, _from, s) => ["reply", s, s],
};

export default scenario(function* ({ t, c, name, result }) {
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  const via = ["via", Registry, ["Reg", ["room", 7]]] as const;
  const p = yield* GenServer.start(Srv, 1, { name: via });
  name(p, "srv");
  t("second", yield* result(() => GenServer.start(Srv, 2, { name: via })));
  t("call", yield* GenServer.call(via, "get"));
  t("lookup", Registry.lookup("Reg", ["room", 7]));
  const q = yield* GenServer.start(Srv, 3, { name: ["via", Registry, ["Reg", "with_value", "the value"]] });
  name(q, "q");
  t("lookup", Registry.lookup("Reg", "with_value"));
  yield* GenServer.stop(p);
  t("whereis", GenServer.whereis(via));
  t("send to missing", ((yield* c(() => Registry.send(["Reg", ["room", 7]], "x"))) as unknown[])[0]);
  t("restart", (yield* result(() => GenServer.start(Srv, 4, { name: via })))[0]);
  t("call", yield* GenServer.call(via, "get"));
});
