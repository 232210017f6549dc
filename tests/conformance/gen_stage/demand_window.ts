import type { Pid } from "beamish";
import { GenStage } from "beamish/stage";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, until, quiet }) {
  const demands: number[] = [];
  const batches: number[][] = [];
  const Held: GenStage.Module<undefined> = {
    init: () => ["producer", undefined],
    handleDemand(demand, state) {
      demands.push(demand);
      return ["noreply", [], state];
    },
    handleCall: ([, events], _from, state) => ["reply", "ok", events, state],
  };
  const Sink: GenStage.Module<undefined, Pid> = {
    init: (producer) => [
      "consumer",
      undefined,
      { subscribeTo: [[producer, { maxDemand: 5, minDemand: 3 }]] },
    ],
    handleEvents(events, _from, state) {
      batches.push(events);
      return ["noreply", [], state];
    },
  };
  const producer = yield* GenStage.start(Held);
  yield* GenStage.start(Sink, producer);
  yield* until(() => demands.length === 1 && demands[0] === 5);
  for (const events of [[1], [2], [3, 4], [5, 6, 7, 8, 9, 10, 11, 12]]) {
    yield* GenStage.call(producer!, ["emit", events]);
    yield* until(() => batches.at(-1)?.at(-1) === events.at(-1));
    yield* quiet();
    t("batches", [...batches]);
    t("demand", [...demands]);
  }
});
