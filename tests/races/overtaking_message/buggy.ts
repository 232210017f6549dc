/** The order goes to the cook through the waiter, its cancellation directly. Only what takes the same way keeps its order. */
import { receive, send, spawn } from "beamish";

export default function* () {
  const [cook, ref] = spawn(
    function* () {
      const orders: string[] = [];
      for (let heard = 0; heard < 2; heard++) {
        const [what, dish] = yield* receive<[string, string]>();
        if (what === "order") orders.push(dish);
        else if (orders.pop() !== dish) throw new Error(`asked to cancel ${dish}, which was not ordered`);
      }
    },
    { monitor: true },
  );
  const waiter = spawn(function* () {
    send(cook, yield* receive());
  });
  send(waiter, ["order", "soup"]);
  spawn(() => send(cook, ["cancel", "soup"]));
  const down = yield* receive(["DOWN", ref]);
  if (down[4] !== "normal") throw down[4];
}
