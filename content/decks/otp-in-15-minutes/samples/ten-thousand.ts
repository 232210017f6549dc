import { receive, self, send, spawn } from "beamish";

const shop = self();
const customers = 10_000;

for (let n = 1; n <= customers; n += 1) {
  spawn(() => send(shop, ["tea", n]));
}

let cups = 0;
while (cups < customers) {
  await receive(["tea"]);
  cups += 1;
}
console.log(`served ${cups} customers`);
