import { GenServer, Process, Sys, type Pid } from "beamish";
import { GenStage } from "beamish/stage";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, quiet }) {
  const logs: Record<string, number[]> = { demand: [], a: [], b: [], even: [] };
  const Source: GenStage.Module<number> = {
    init: () => ["producer", 0, { dispatcher: GenStage.BroadcastDispatcher }],
    handleDemand(demand, n) {
      logs["demand"]!.push(demand);
      return ["noreply", Array.from({ length: demand }, (_, i) => n + 1 + i), n + demand];
    },
  };
  type State = readonly [id: string, from: GenStage.StageFrom | undefined];
  const Manual: GenStage.Module<State, readonly [string, Pid, GenStage.SubscribeOptions]> = {
    init: ([id, producer, options]) => ["consumer", [id, undefined], { subscribeTo: [[producer, options]] }],
    handleSubscribe: (_producer, _options, from, [id]) => ["manual", [id, from]],
    handleEvents(events, _from, state) {
      logs[state[0]]!.push(...(events as number[]));
      return ["noreply", [], state];
    },
    handleCall: ([, count], _from, state) => ["reply", GenStage.ask(state[1]!, count), [], state],
  };
  const p = yield* GenStage.start(Source);
  const a = yield* GenStage.start(Manual, ["a", p, {}]);
  const b = yield* GenStage.start(Manual, ["b", p, {}]);
  const even = yield* GenStage.start(Manual, ["even", p, { selector: (n: number) => n % 2 === 0 }]);
  for (const stage of [a, b, even, p]) yield* Sys.getState(stage);

  function* show(label: string) {
    // What a selector refuses is asked for again in a message of its own: a second round sees what comes of it.
    for (const stage of [p, a, b, even, p, a, b, even]) if (Process.alive(stage)) yield* Sys.getState(stage);
    t(label, structuredClone(logs));
  }
  yield* GenServer.call(a, ["ask", 5]);
  yield* GenServer.call(b, ["ask", 2]);
  yield* show("a asked 5, b asked 2");
  yield* GenServer.call(even, ["ask", 3]);
  yield* show("even asked 3");
  yield* GenServer.call(b, ["ask", 10]);
  yield* show("b asked 10 more");
  yield* GenStage.stop(even);
  yield* quiet();
  yield* show("even left");
});
