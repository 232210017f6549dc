/** Nobody waits while others wait for it: the room asks by a message and answers its customer later. */
import { GenServer, receive, self, spawn } from "beamish";
import type { Pid } from "beamish";

type Request = "fetch" | "spare";
type Message = readonly ["spare?", Pid, GenServer.From] | readonly ["spare", GenServer.From];

function room(other: string): GenServer.Module<number, number, Request, Message> {
  return {
    init: (stock) => ["ok", stock],
    handleCall(request, from, stock) {
      if (request === "spare") return ["reply", "ok", stock];
      GenServer.cast(other, ["spare?", self(), from]);
      return ["noreply", stock];
    },
    handleCast(message, stock) {
      if (message[0] === "spare?") GenServer.cast(message[1], ["spare", message[2]]);
      else GenServer.reply(message[1], "ok");
      return ["noreply", stock];
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
