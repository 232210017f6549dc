import { Process, self, send, Task, type Steps } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* (h) {
  const { t, c, flush } = h;
  let ran: unknown[] = [];
  function* log(ms: number): Steps<number> {
    yield* Process.sleep(ms);
    ran.push(ms);
    return ms;
  }
  const all = yield* Task.asyncStream([300, 20, 21, 22], log, { maxConcurrency: 2 }).toArray();
  t(
    "in order",
    all.map(([, value]) => value),
  );
  t("ran", ran);
  for (const ordered of [true, false]) {
    const seen: unknown[] = [];
    function* slow(i: number): Steps<number> {
      yield* Process.sleep(i === 0 ? 300 : 40 * i);
      seen.push(["done", i]);
      return i;
    }
    const stream = Task.asyncStream([0, 1, 2, 3, 4, 5], slow, { maxConcurrency: 3, ordered });
    yield* stream.forEach((result) => seen.push(result));
    t(`ordered ${ordered}`, seen);
  }
  ran = [];
  t("taken", yield* Task.asyncStream([250, 20, 21, 300], log, { maxConcurrency: 2 }).take(1));
  t("ran", ran);
  const s = yield* Task.Supervisor.startLink();
  const me = self();
  function* fun(i: number): Steps<void> {
    yield* Process.sleep([100, 30, 40][i]!);
    send(me, ["still", i]);
  }
  const options = { maxConcurrency: 2, timeout: 60 };
  t("exit", yield* c(() => Task.Supervisor.asyncStreamNolink(s, [0, 1, 2], fun, options).toArray()));
  const messages = (yield* flush(50)) as readonly (readonly [string, number])[];
  t(
    "then",
    messages.filter(([tag]) => tag === "still").map(([, i]) => i),
  );
});
