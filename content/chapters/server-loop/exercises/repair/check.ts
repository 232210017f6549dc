import { Exit, exit, inspect, Process, receive, send, spawn } from "beamish";
import { check } from "beamish/testing";
import { call } from "./answer.ts";

/** A barber who cuts hair at once, takes a nap of 50 ms first, or drops dead. */
const openShop = () =>
  spawn(function* () {
    while (true) {
      const [[address, ref], request] = yield* receive();
      if (request === "drop dead") exit("heart_attack");
      if (request === "nap first") yield* Process.sleep(50);
      send(address, [ref, `done: ${request}`]);
    }
  });

/** How a call ended: with a reply or with an exit. */
function* outcome(request: string, timeout: number, shop = openShop()) {
  try {
    return `reply ${yield* call(shop, request, timeout)}`;
  } catch (error) {
    if (error instanceof Exit) return `exit ${error.reason}`;
    throw error;
  }
}

const mail = () => receive({ after: 200, else: () => "nothing" });

check("a call returns the reply", function* () {
  const end = yield* outcome("haircut", 1000);
  if (end !== "reply done: haircut")
    throw new Error(`expected the reply "done: haircut", but the call ended with: ${end}`);
});

check("a call to a server that dies exits with the server's reason", function* () {
  const end = yield* outcome("drop dead", 1000);
  if (end === "exit timeout" || end === "reply timeout")
    throw new Error(
      "the barber died at once, and the caller sat there until the time was up: nobody read the DOWN",
    );
  if (end !== "exit heart_attack")
    throw new Error(`expected an exit with heart_attack, but the call ended with: ${end}`);
});

check("a call that takes too long exits with timeout", function* () {
  const end = yield* outcome("nap first", 10);
  if (end === "reply timeout")
    throw new Error(
      '"timeout" was returned like a reply; a caller cannot tell it from a server that says "timeout"',
    );
  if (end !== "exit timeout")
    throw new Error(`expected an exit with timeout, but the call ended with: ${end}`);
});

check("a late reply never arrives", function* () {
  yield* outcome("nap first", 10);
  const found = yield* mail();
  if (found !== "nothing")
    throw new Error(
      `afterwards ${inspect(found)} lay in the mailbox: give the server an address that you can close`,
    );
});

check("a finished call leaves no monitor behind", function* () {
  const shop = openShop();
  yield* outcome("haircut", 1000, shop);
  Process.exit(shop, "kill");
  const found = yield* mail();
  if (found !== "nothing")
    throw new Error(
      "long after the haircut, the barber's death was reported to the customer: the monitor was never taken off",
    );
});
