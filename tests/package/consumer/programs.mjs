// A few programs in one; prints what the test expects.
import {
  Agent,
  ArgumentError,
  ETS,
  GenServer,
  Process,
  Registry,
  Supervisor,
  Task,
  receive,
  self,
  send,
  spawn,
} from "beamish";
import { Fuse } from "beamish/load";
import { GenStage } from "beamish/stage";
import { simulate } from "beamish/testing";
import { subscribe } from "beamish/trace";

const me = self();
spawn(function* () {
  send(me, ["echo", yield* receive()]);
});
const events = [];
const stop = subscribe((event) => events.push(event.type));
const echo = spawn(function* () {
  const [from, text] = yield* receive();
  send(from, `echo ${text}`);
});
send(echo, [self(), "hi"]);
console.log(await receive());
stop();
console.log(events.includes("spawn"));

const Counter = {
  init: (count) => ["ok", count],
  handleCall: (request, _from, count) => {
    if (request === "crash") throw new Error("boom");
    return ["reply", count, count + 1];
  },
};
const counter = { id: "counter", start: () => GenServer.startLink(Counter, 1, { name: "counter" }) };
await Supervisor.startLink([counter], { strategy: "one_for_one" });
console.log(await GenServer.call("counter", "next"), await GenServer.call("counter", "next"));
const before = Process.whereis("counter");
const monitor = Process.monitor(before);
Process.exit(before, "kill");
console.log((await receive(["DOWN", monitor]))[4]);
console.log(await GenServer.call("counter", "next"), Process.whereis("counter") !== before);

console.log(await Task.await(Task.async(() => 6 * 7)));
const agent = await Agent.startLink(() => 1);
console.log(await Agent.get(agent, (state) => state));
const table = ETS.new("table", ["set"]);
ETS.insert(table, ["a", 1]);
console.log(ETS.lookup(table, "a"));
try {
  spawn(async () => 1);
} catch (error) {
  console.log(error instanceof ArgumentError);
}
const { result } = await simulate(
  function* () {
    yield* Process.sleep(3_600_000);
    return "an hour later";
  },
  { seed: 1 },
);
console.log(result);
console.log([Registry.startLink, Fuse.ask, GenStage.startLink].every((it) => typeof it === "function"));
process.exit(0);
