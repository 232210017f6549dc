import { GenServer, spawn, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<number, number, never, readonly ["add", number]> = {
  init: (x) => ["ok", x],
  handleCast: ([, n], x) => ["noreply", x + n],
};

export default scenario(function* ({ t, c, gone, idle }) {
  const p = yield* GenServer.start(Srv, 1);
  GenServer.cast(p, ["add", 10]);
  t("get", yield* Sys.getState(p));
  t("replace", yield* Sys.replaceState(p, (x: number) => x * 2));
  GenServer.cast(p, ["add", 1]);
  t("get", yield* Sys.getState(p));
  const raise = () => {
    throw new Error("no");
  };
  t("failing replace", ((yield* c(() => Sys.replaceState(p, raise))) as unknown as unknown[])[0]);
  t("get", yield* Sys.getState(p));
  const dead = spawn(() => "ok");
  yield* gone(dead);
  t("dead", yield* c(() => Sys.getState(dead)));
  t("no answer", yield* c(() => Sys.getState(idle("idle"), 30)));
});
