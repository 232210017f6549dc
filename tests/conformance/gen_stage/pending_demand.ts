import type { Pid } from "beamish";
import { GenStage } from "beamish/stage";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, until }) {
  const demands: number[] = [];
  const batches: number[][] = [];
  const Slow: GenStage.Module<undefined> = {
    init: () => ["producer", undefined],
    handleDemand(demand, state) {
      demands.push(demand);
      return ["noreply", [], state];
    },
    handleCast: ([, events], state) => ["noreply", events, state],
  };
  const Sink: GenStage.Module<undefined, Pid> = {
    init: (producer) => [
      "consumer",
      undefined,
      { subscribeTo: [[producer, { maxDemand: 4, minDemand: 2 }]] },
    ],
    handleEvents(events, _from, state) {
      batches.push(events);
      return ["noreply", [], state];
    },
  };
  const producer = yield* GenStage.start(Slow);
  yield* GenStage.start(Sink, producer);
  yield* until(() => demands.length === 1 && demands[0] === 4);
  for (const events of [[1], [2, 3], [4, 5, 6, 7]]) {
    GenStage.cast(producer, ["emit", events]);
    yield* until(() => batches.flat().length === events.at(-1));
    t("emitted", events);
    t("  batches", [...batches]);
  }
  const total = demands.reduce((sum, demand) => sum + demand, 0);
  t("total demand asked", total >= 8 && total <= 12);
});
