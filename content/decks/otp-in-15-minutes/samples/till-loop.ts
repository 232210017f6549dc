import { type Pid, receive, self, send, spawn } from "beamish";

type Message = ["sell", number] | ["total", Pid];

const till = spawn(function* () {
  let cash = 0;
  while (true) {
    const [tag, value] = yield* receive<Message>();
    if (tag === "sell") cash += value;
    else send(value, cash);
  }
});

send(till, ["sell", 3]);
send(till, ["sell", 4]);
send(till, ["total", self()]);
console.log(await receive());
