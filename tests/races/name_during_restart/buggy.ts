/** A server is asked by its name while its supervisor starts it again: for a moment nobody has the name. */
import { Agent, GenServer, Supervisor, spawn } from "beamish";

const till: GenServer.Module<number> = {
  init: () => ["ok", 0],
  handleCall: (_request, _from, state) => ["reply", "yes", state],
  handleCast: () => ["stop", "jammed", 0],
};

function* ask() {
  return yield* GenServer.call("till", "open?");
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
