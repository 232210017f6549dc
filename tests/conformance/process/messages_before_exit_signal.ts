import { exit, Process, receive, self, send, spawnLink } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, name, mon, next, is }) {
  Process.flag("trap_exit", true);
  const me = self();

  for (let i = 1; i <= 50; i++) {
    const pid = spawnLink(function* () {
      yield* receive(is("go"));
      send(me, ["m", 1]);
      send(me, ["m", 2]);
      send(me, ["m", 3]);
      exit("finished");
    });
    name(pid, "p");
    const ref = mon(pid);
    send(pid, "go");
    const messages: unknown[][] = [];
    for (let n = 0; n < 5; n++) messages.push(yield* next<unknown[]>());
    const tail = messages
      .slice(3)
      .map((message) =>
        message[0] === "DOWN" && message[1] === ref ? ["DOWN", message[3], message[4]] : message,
      )
      .sort((x, y) => (f(x) < f(y) ? -1 : 1));
    if (i === 1 || i === 50) t(`round ${i}`, [...messages.slice(0, 3), ...tail]);
  }
});
