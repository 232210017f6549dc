import { GenServer, Process, self, send, spawn, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

type Held = readonly (readonly [who: string, from: GenServer.From])[];

export default scenario(function* ({ t, until, gone, next }) {
  const Srv: GenServer.Module<Held, undefined, readonly ["hold", string] | "release"> = {
    init: () => ["ok", []],
    handleCall(request, from, held) {
      if (request !== "release") {
        t("holding", request[1]);
        return ["noreply", [...held, [request[1], from]]];
      }
      for (const [who, waiting] of held) t("reply to", [who, GenServer.reply(waiting, ["for", who])]);
      return ["reply", "released", []];
    },
  };
  const holding = (n: number) =>
    until(function* () {
      return ((yield* Sys.getState(p)) as Held).length === n;
    });

  const p = (yield* GenServer.start(Srv, undefined))!;
  const me = self();
  const doomed = spawn(function* () {
    yield* GenServer.call(p, ["hold", "doomed"]);
  });
  yield* holding(1);
  spawn(function* () {
    send(me, ["survivor_got", yield* GenServer.call(p, ["hold", "survivor"])]);
  });
  yield* holding(2);
  Process.exit(doomed, "kill");
  yield* gone(doomed);
  t("release", yield* GenServer.call(p, "release"));
  t("got", yield* next());
});
