import { receive, self, send, spawn } from "beamish";

const printer = spawn(function* () {
  yield* receive(["switch_on"]);
  console.log("printer: on");
  while (true) {
    const [, from, job] = yield* receive(["print"]);
    console.log(`printer: ${job}`);
    send(from, ["printed", job]);
  }
});

send(printer, ["print", self(), "letter"]);
send(printer, ["print", self(), "invoice"]);
send(printer, ["print", self(), "poster"]);
console.log("office: three jobs sent, and the printer is off");
send(printer, ["switch_on"]);

await receive(["printed", "poster"]);
console.log("office: the poster is done");
