import { GenServer } from "beamish";

const Turnstile: GenServer.Module<number> = {
  init(count) {
    return ["ok", count];
  },

  handleCall(_read, _from, count) {
    return ["reply", count, count];
  },

  handleCast(_enter, count) {
    return ["noreply", count + 1];
  },
};

const gate = await GenServer.start(Turnstile, 0);
GenServer.cast(gate, "enter");
GenServer.cast(gate, "enter");
const count = await GenServer.call(gate, "read");
console.log(`${count} visitors`);
