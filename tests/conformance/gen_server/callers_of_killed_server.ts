import { GenServer, Process, self, send, spawn, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<GenServer.From[], undefined, number> = {
  init: () => ["ok", []],
  handleCall: (_request, from, s) => ["noreply", [...s, from]],
};

export default scenario(function* ({ t, c, until, next }) {
  const p = (yield* GenServer.start(Srv, undefined, { name: "victim" }))!;
  const me = self();
  for (const i of [1, 2, 3]) {
    spawn(function* () {
      send(me, [i, yield* c(() => GenServer.call("victim", i))]);
    });
  }
  yield* until(function* () {
    return ((yield* Sys.getState(p)) as unknown[]).length === 3;
  });
  Process.exit(p, "kill");
  const ended = [yield* next<[number]>(), yield* next<[number]>(), yield* next<[number]>()];
  t(
    "waiting callers",
    ended.sort((x, y) => x[0] - y[0]),
  );
  t("next call", yield* c(() => GenServer.call("victim", 4)));
});
