import { GenServer } from "beamish";

type Request = "total";
type Sale = ["sell", number];

const Till: GenServer.Module<number, number, Request, Sale> = {
  init: (float) => ["ok", float],
  handleCast([, price], cash) {
    return ["noreply", cash + price];
  },
  handleCall(_total, _from, cash) {
    return ["reply", cash, cash];
  },
};

const till = await GenServer.startLink(Till, 0);
GenServer.cast(till, ["sell", 3]);
GenServer.cast(till, ["sell", 4]);
console.log(await GenServer.call(till, "total"));
