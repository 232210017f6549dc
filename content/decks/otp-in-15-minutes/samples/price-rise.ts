import { type Pid, receive, self, send, spawn } from "beamish";

type Rule = (price: number) => number;
type Message = ["sell", number] | ["upgrade", Rule] | ["total", Pid];

const till = spawn(function* () {
  let cash = 0;
  let rule: Rule = (price) => price;
  while (true) {
    const message = yield* receive<Message>();
    if (message[0] === "sell") cash += rule(message[1]);
    if (message[0] === "upgrade") rule = message[1];
    if (message[0] === "total") send(message[1], cash);
  }
});

const withTax: Rule = (price) => price + 2;

send(till, ["sell", 10]);
send(till, ["upgrade", withTax]);
send(till, ["sell", 10]);
send(till, ["total", self()]);
console.log(await receive());
