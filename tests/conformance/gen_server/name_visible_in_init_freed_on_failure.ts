import { GenServer, Process, self } from "beamish";
import { scenario } from "../support/scenario.ts";

type Result = ["stop", string] | "ignore" | ["ok", number];

export default scenario(function* ({ t, result }) {
  const Srv: GenServer.Module<number, Result> = {
    init(x) {
      t("init sees own name", Process.whereis("early") === self());
      return x;
    },
  };
  t("failing", yield* result(() => GenServer.start(Srv, ["stop", "no"], { name: "early" })));
  t("name", Process.whereis("early"));
  t("ignoring", yield* result(() => GenServer.start(Srv, "ignore", { name: "early" })));
  t("name", Process.whereis("early"));
  const p = yield* GenServer.start(Srv, ["ok", 1], { name: "early" });
  t("name", Process.whereis("early") === p);
});
