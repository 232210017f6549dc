import { receive, self, send, spawn } from "beamish";

const till = spawn(function* () {
  const [from, item] = yield* receive();
  send(from, `one ${item}, and we are closed`);
});

send(till, [self(), "tea"]);
console.log(`till: ${await receive()}`);

send(till, [self(), "coffee"]);
console.log(`till: ${await receive({ after: 100 })}`);
