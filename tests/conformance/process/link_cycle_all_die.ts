import { Process, send, type Pid, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, idle, runIn, mon, wait }) {
  function* ring(): Steps<readonly [Pid, Pid, Pid, Pid]> {
    const ps = [idle("p1"), idle("p2"), idle("p3"), idle("p4")] as const;
    for (const [i, p] of ps.entries()) yield* runIn(p, () => Process.link(ps[(i + 1) % 4]!));
    return ps;
  }

  const first = yield* ring();
  const monitors = first.map(mon);
  send(first[1], ["exit", "ring_broken"]);
  for (const [i, p] of first.entries()) t(f(p), yield* wait(monitors[i]!));
  const second = yield* ring();
  const again = second.map(mon);
  send(second[1], "stop");
  t("normal exit of", [second[1], yield* wait(again[1]!)]);
  yield* Process.sleep(20);
  t("alive", second.map(Process.alive));
});
