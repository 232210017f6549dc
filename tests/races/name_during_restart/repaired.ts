/** Who asks a server that may be started again is ready to ask again. */
import { Agent, Exit, GenServer, Process, Supervisor, spawn } from "beamish";

const till: GenServer.Module<number> = {
  init: () => ["ok", 0],
  handleCall: (_request, _from, state) => ["reply", "yes", state],
  handleCast: () => ["stop", "jammed", 0],
};

function* ask() {
  for (;;) {
    try {
      return yield* GenServer.call("till", "open?");
    } catch (error) {
      if (!(error instanceof Exit)) throw error;
      yield* Process.sleep(1);
    }
  }
}

export default function* () {
  const start = () => GenServer.startLink(till, 0, { name: "till" });
  yield* Supervisor.startLink([{ id: "till", start }], { strategy: "one_for_one" });
  yield* Agent.start(() => "soup", { name: "menu" });
  const read = () => Agent.get("menu", (dish: string) => dish);
  spawn(function* () {
    yield* read();
    GenServer.cast("till", "jam");
  });
  yield* read();
  const answer = yield* ask();
  if (answer !== "yes") throw new Error(`the till says ${String(answer)}`);
}
