/** Whoever needs the cart looks whether it is there and, if not, starts it. In between, somebody else may start it. */
import { GenServer, Process, receive, self, send, spawn } from "beamish";

const cart: GenServer.Module<number> = { init: () => ["ok", 0] };

function* theCart() {
  return Process.whereis("cart") ?? (yield* GenServer.start(cart, 0, { name: "cart" }));
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
