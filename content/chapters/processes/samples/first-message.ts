import { receive, self, send, spawn } from "beamish";

const shop = self();

const barista = spawn(function* () {
  const drink = yield* receive();
  console.log(`barista: making a ${drink}`);
  send(shop, `one ${drink}, ready`);
});

console.log("shop: somebody wants a flat white");
send(barista, "flat white");
const answer = await receive();
console.log(`shop: ${answer}`);
