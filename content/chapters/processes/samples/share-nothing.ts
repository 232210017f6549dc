import { receive, self, send, spawn } from "beamish";

const kitchen = spawn(function* () {
  while (true) {
    const [waiter, order] = yield* receive();
    send(waiter, `table ${order.table} gets ${order.dishes.join(" and ")}`);
  }
});

const order = { table: 4, dishes: ["soup"] };
send(kitchen, [self(), order]);

try {
  order.dishes.push("cake");
} catch (error) {
  console.log(String(error));
}
console.log(await receive());

send(kitchen, [self(), { ...order, dishes: [...order.dishes, "cake"] }]);
console.log(await receive());
