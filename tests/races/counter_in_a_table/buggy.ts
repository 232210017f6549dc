/** A number in a table is read, and written one higher after a look at the till. Others read the same number meanwhile. */
import { Agent, ETS, receive, self, send, spawn } from "beamish";

function* draw() {
  const [row] = ETS.lookup<[string, number]>("tickets", "next");
  yield* Agent.get("till", () => "open");
  ETS.insert("tickets", ["next", row![1] + 1]);
  return row![1];
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
