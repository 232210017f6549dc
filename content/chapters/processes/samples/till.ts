import { receive, self, send, spawn, type Pid } from "beamish";

type Request = ["sell", from: Pid, price: number] | ["total", from: Pid];

function* keepTill() {
  let takings = 0;
  while (true) {
    const request = yield* receive<Request>();
    if (request[0] === "sell") takings += request[2];
    send(request[1], ["takings", takings]);
  }
}

function* sell(price: number, shop: Pid) {
  send(till, ["sell", self(), price]);
  yield* receive(["takings"]);
  send(shop, ["sold", price]);
}

const till = spawn(keepTill, { label: "till" });
const shop = self();
for (const price of [3, 4, 5])
  spawn(() => sell(price, shop), { label: `sale for ${price}` });

for (const price of [3, 4, 5]) await receive(["sold", price]);
send(till, ["total", shop]);
const [, total] = await receive(["takings"]);
console.log(`sold for 12, and the till holds ${total}`);
