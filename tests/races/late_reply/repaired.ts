/** A GenServer's answer goes to an alias of the caller, which ends when the caller gives up. */
import { Exit, GenServer, Process } from "beamish";
import type { Pid } from "beamish";

const kitchen: GenServer.Module<number, number, string> = {
  init: (served) => ["ok", served],
  *handleCall(dish, _from, served) {
    if (dish === "roast") yield* Process.sleep(100);
    return ["reply", `a ${dish}`, served + 1];
  },
};

function* order(cook: Pid, dish: string) {
  try {
    return yield* GenServer.call(cook, dish, 100);
  } catch (error) {
    if (error instanceof Exit) return "timeout";
    throw error;
  }
}

export default function* () {
  const cook = yield* GenServer.start(kitchen, 0);
  yield* order(cook, "roast");
  const served = yield* order(cook, "soup");
  if (served !== "a soup") throw new Error(`ordered a soup, got ${String(served)}`);
}
