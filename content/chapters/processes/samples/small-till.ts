import { receive, self, send, spawn } from "beamish";

function* loop() {
  let takings = 0;
  while (true) {
    const [from, price] = yield* receive();
    takings += price;
    send(from, takings);
  }
}

const till = spawn(loop);

send(till, [self(), 3]);
console.log(`first: ${await receive()}`);

send(till, [self(), 4]);
console.log(`then: ${await receive()}`);
