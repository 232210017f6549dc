import { type GenServer, Process, Supervisor } from "beamish";

const Till: GenServer.Module<string, string> = {
  init(currency) {
    Process.flag("trap_exit", true);
    console.log(`the till counts in ${currency}`);
    return ["ok", currency];
  },
  terminate(reason) {
    console.log(`the till cashes up: ${String(reason)}`);
  },
};

const ShopSup = {
  startLink: (currency: string) =>
    Supervisor.startLink([[Till, currency]], { strategy: "one_for_one" }),
};

const Shop = {
  start(_type: "normal", currency: string) {
    return ShopSup.startLink(currency);
  },
  stop(state: string) {
    console.log(`lights out, ${state}`);
  },
};

const top = await Shop.start("normal", "EUR");
await Supervisor.stop(top);
Shop.stop("all sold");
