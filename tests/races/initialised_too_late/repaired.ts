/** What others rely on is done in `init`: the start is not over before. */
import { ETS, GenServer } from "beamish";

const menu: GenServer.Module<number> = {
  init() {
    ETS.new("menu", ["named_table"]);
    ETS.insert("menu", ["soup", 450]);
    return ["ok", 0];
  },
};

export default function* () {
  yield* GenServer.start(menu, 0);
  if (ETS.lookup("menu", "soup").length === 0) throw new Error("there is no soup on the menu");
}
