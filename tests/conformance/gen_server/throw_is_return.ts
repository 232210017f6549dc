import { GenServer } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<unknown, undefined, "get" | readonly ["throw", unknown]> = {
  init: () => ["ok", 0],
  handleCall(request, _from, s) {
    if (request === "get") return ["reply", s, s];
    throw request[1];
  },
};

export default scenario(function* ({ t, c, mon, wait }) {
  const p = (yield* GenServer.start(Srv, undefined))!;
  t("throw reply", yield* GenServer.call(p, ["throw", ["reply", "thrown", "new_state"]]));
  t("state", yield* GenServer.call(p, "get"));
  const monitor = mon(p);
  t("throw junk", yield* c(() => GenServer.call(p, ["throw", "junk"])));
  t("server ended", yield* wait(monitor));
});
