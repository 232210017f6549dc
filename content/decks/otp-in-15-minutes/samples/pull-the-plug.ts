import {
  GenServer,
  type Pid,
  Process,
  receive,
  self,
  send,
  Supervisor,
} from "beamish";

const Till: GenServer.Module<number, Pid, "total", ["sell", number]> = {
  init(desk) {
    send(desk, "till opens");
    return ["ok", 0];
  },
  handleCall: (_total, _from, cash) => ["reply", cash, cash],
  handleCast: ([, price], cash) => ["noreply", cash + price],
};

const desk = self();
const till = {
  id: "till",
  start: () => GenServer.startLink(Till, desk, { name: "till" }),
};
const strategy = "one_for_one";
const total = () => GenServer.call<number>("till", "total");

await Supervisor.startLink([till], { strategy });
console.log(await receive());

GenServer.cast("till", ["sell", 3]);
console.log(await total());

Process.exit(Process.whereis("till")!, "kill");
console.log(await receive());
console.log(await total());
