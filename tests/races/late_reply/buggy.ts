/** A question that was given up is answered all the same, and the answer is taken for that to the next question. */
import { Process, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";

function* kitchen() {
  for (;;) {
    const [from, dish] = yield* receive<[Pid, string]>();
    if (dish === "roast") yield* Process.sleep(100);
    send(from, `a ${dish}`);
  }
}

function* order(cook: Pid, dish: string) {
  send(cook, [self(), dish]);
  return yield* receive(undefined, { after: 100 });
}

export default function* () {
  const cook = spawn(kitchen);
  yield* order(cook, "roast");
  const served = yield* order(cook, "soup");
  if (served !== "a soup") throw new Error(`ordered a soup, got ${served}`);
}
