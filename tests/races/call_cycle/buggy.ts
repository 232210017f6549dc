/** Each of two stock rooms asks the other while it serves. If both do it at once, both wait for ever. */
import { GenServer, receive, spawn } from "beamish";

type Request = "fetch" | "spare";

function room(other: string): GenServer.Module<number, number, Request> {
  return {
    init: (stock) => ["ok", stock],
    *handleCall(request, _from, stock) {
      if (request === "fetch") yield* GenServer.call(other, "spare", "infinity");
      return ["reply", "ok", stock];
    },
  };
}

export default function* () {
  yield* GenServer.start(room("cellar"), 0, { name: "attic" });
  yield* GenServer.start(room("attic"), 0, { name: "cellar" });
  const fetch = (name: string) =>
    spawn(() => GenServer.call(name, "fetch", "infinity"), { monitor: true })[1];
  const first = fetch("attic");
  yield* GenServer.call("cellar", "spare");
  for (const ref of [first, fetch("cellar")]) yield* receive(["DOWN", ref]);
}
