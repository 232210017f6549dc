/** The table itself counts: reading and writing are one operation. */
import { Agent, ETS, receive, self, send, spawn } from "beamish";

function* draw() {
  yield* Agent.get("till", () => "open");
  return ETS.updateCounter("tickets", "next", 1);
}

export default function* () {
  ETS.new("tickets", ["named_table", "public"]);
  ETS.insert("tickets", ["next", 1]);
  yield* Agent.start(() => 0, { name: "till" });
  const me = self();
  const customer = function* () {
    send(me, yield* draw());
  };
  spawn(customer);
  yield* Agent.get("till", () => "open");
  spawn(customer);
  const [one, other] = [yield* receive<number>(), yield* receive<number>()];
  if (one === other) throw new Error(`two customers have number ${one}`);
}
