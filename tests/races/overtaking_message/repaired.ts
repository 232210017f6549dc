/** Both take the way through the waiter: messages from one process to another keep their order. */
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
    for (;;) send(cook, yield* receive());
  });
  send(waiter, ["order", "soup"]);
  send(waiter, ["cancel", "soup"]);
  const down = yield* receive(["DOWN", ref]);
  if (down[4] !== "normal") throw down[4];
}
