/** The menu is written after `init`. Who has started the server may read it before. */
import { ETS, GenServer } from "beamish";

const menu: GenServer.Module<number> = {
  init() {
    ETS.new("menu", ["named_table"]);
    return ["ok", 0, ["continue", "write"]];
  },
  handleContinue(_write, state) {
    ETS.insert("menu", ["soup", 450]);
    return ["noreply", state];
  },
};

export default function* () {
  yield* GenServer.start(menu, 0);
  if (ETS.lookup("menu", "soup").length === 0) throw new Error("there is no soup on the menu");
}
