import type { Pid } from "beamish";
import { GenStage } from "beamish/stage";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, quiet }) {
  const infos: unknown[] = [];
  const batches: unknown[] = [];
  const Source: GenStage.Module<undefined, GenStage.StageOptions> = {
    init: (options) => ["producer", undefined, options],
    handleDemand: (_demand, state) => ["noreply", [], state],
    handleCall: ([, events], _from, state) => ["reply", "ok", events, state],
    handleInfo(message, state) {
      infos.push(message);
      return ["noreply", [], state];
    },
  };
  const Sink: GenStage.Module<undefined, Pid> = {
    init: (producer) => ["consumer", undefined, { subscribeTo: [producer] }],
    handleEvents(events, _from, state) {
      batches.push(events);
      return ["noreply", [], state];
    },
  };
  for (const options of [
    { bufferSize: 3 },
    { bufferSize: 3, bufferKeep: "first" },
    { bufferSize: "infinity" },
  ] as const) {
    const before = batches.length;
    const producer = (yield* GenStage.start(Source, options))!;
    yield* GenStage.call(producer, ["emit", [1, 2, 3, 4, 5]]);
    t("buffered", yield* GenStage.estimateBufferedCount(producer));
    GenStage.asyncInfo(producer, "between");
    yield* GenStage.call(producer, ["emit", [6]]);
    t("info at once", [...infos]);
    yield* GenStage.start(Sink, producer);
    yield* quiet();
    t("batches", batches.slice(before));
    t("info", [...infos]);
  }
});
