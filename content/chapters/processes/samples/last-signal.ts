import { exit, Process, receive, self, send, spawn } from "beamish";

const till = spawn(function* () {
  while (true) {
    const [from, item] = yield* receive();
    if (item === "soup") exit("not_on_the_menu");
    send(from, `one ${item}`);
  }
});

const ref = Process.monitor(till);
send(till, [self(), "tea"]);
console.log(`till: ${await receive()}`);

send(till, [self(), "soup"]);
const [tag, , , , reason] = await receive(["DOWN", ref]);
console.log(`${tag}: ${reason}`);

const tooLate = Process.monitor(till);
const [, , , , unknown] = await receive(["DOWN", tooLate]);
console.log(`asked again: ${unknown}`);
