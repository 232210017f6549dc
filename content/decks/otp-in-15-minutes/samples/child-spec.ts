import { GenServer, Supervisor } from "beamish";

const Till: GenServer.Module<string, string> = {
  init: (currency) => ["ok", currency],
};

const till: Supervisor.ChildSpec = {
  id: "till",
  start: () => GenServer.startLink(Till, "EUR"),
  restart: "permanent",
  shutdown: 5_000,
  type: "worker",
};

const strategy = "one_for_one";
const shop = await Supervisor.startLink([till], { strategy });
const counts = await Supervisor.countChildren(shop);
console.log(counts);
