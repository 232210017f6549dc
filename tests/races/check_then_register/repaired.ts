/** Only the start itself can say whether the name was free. Who comes second takes the cart that is there. */
import { GenServer, StartError, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";

const cart: GenServer.Module<number> = { init: () => ["ok", 0] };

function* theCart() {
  try {
    return yield* GenServer.start(cart, 0, { name: "cart" });
  } catch (error) {
    if (error instanceof StartError && Array.isArray(error.reason) && error.reason[0] === "already_started")
      return error.reason[1] as Pid;
    throw error;
  }
}

export default function* () {
  const shop = self();
  const [second, ref] = spawn(
    function* () {
      yield* receive(["your turn"]);
      yield* theCart();
    },
    { monitor: true },
  );
  spawn(function* () {
    yield* theCart();
    send(shop, "started");
  });
  send(second, ["your turn"]);
  const down = yield* receive(["DOWN", ref]);
  if (down[4] !== "normal") throw new Error("the second customer found no cart and could not start one");
}
