import { makeRef, receive, self, send, spawn } from "beamish";

const kitchen = spawn(function* () {
  const [waiter, roastRef, roast] = yield* receive();
  const [, soupRef, soup] = yield* receive();
  send(waiter, [soupRef, `hot ${soup}`]); // the quick dish goes out first
  send(waiter, [roastRef, `hot ${roast}`]);
});

const table4 = makeRef();
const table7 = makeRef();
send(kitchen, [self(), table4, "roast"]);
send(kitchen, [self(), table7, "soup"]);

const [, plate4] = await receive([table4]);
console.log(`table 4 gets ${plate4}`);
const [, plate7] = await receive([table7]);
console.log(`table 7 gets ${plate7}`);
