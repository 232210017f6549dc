import { DynamicSupervisor, Process, receive, self, send, spawn, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";
import { perform, type Part } from "../support/steps.ts";

export default scenario(function* ({ t, kid, boom, next, until, is, quiet }) {
  let starts = 0;
  const me = self();
  function* init() {
    starts += 1;
    if (starts === 1) return ["ok", undefined];
    send(me, ["attempt", starts, self()]);
    yield* receive(is("fail"));
    return ["stop", "not_now"];
  }

  const sup = yield* DynamicSupervisor.startLink({ strategy: "one_for_one", maxRestarts: 10 });
  const first = (yield* DynamicSupervisor.startChild(sup, kid("k", { init })))!;
  yield* boom("k", "crash");
  const [, , attempt] = yield* next<["attempt", 2, Pid]>();

  function* ask(n: number, label: string, part: Part<unknown>) {
    spawn(function* () {
      send(me, [n, label, yield* perform(part)]);
    });
    yield* until(() => Process.info(sup, "message_queue_len")![1] === n);
  }
  yield* ask(1, "children", function* () {
    const children = yield* DynamicSupervisor.whichChildren(sup);
    return children.map(([id, pid, type]) => [id, pid, type]);
  });
  yield* ask(2, "count", () => DynamicSupervisor.countChildren(sup));
  yield* ask(3, "terminate", () => DynamicSupervisor.terminateChild(sup, first));
  yield* ask(4, "children", () => DynamicSupervisor.whichChildren(sup));
  send(attempt, "fail");
  const answers: [number, string, unknown][] = [];
  for (let i = 0; i < 4; i++) answers.push(yield* next());
  for (const [, label, answer] of answers.sort((x, y) => x[0] - y[0])) t(label, answer);
  yield* quiet();
  t("attempts", starts);
});
