import { GenStage } from "beamish/stage";
import { scenario } from "../support/scenario.ts";

const Source: GenStage.Module<undefined> = {
  init: () => ["producer", undefined],
  handleDemand: (_demand, state) => ["noreply", [], state],
};

export default scenario(function* ({ t, mon, wait }) {
  const told: unknown[] = [];
  const Sink: GenStage.Module<undefined> = {
    init: () => ["consumer", undefined],
    handleEvents: (_events, _from, state) => ["noreply", [], state],
    handleCancel(reason, _from, state) {
      told.push(reason);
      return ["noreply", [], state];
    },
  };
  for (const cancel of ["permanent", "transient", "temporary"] as const)
    for (const reason of ["normal", "shutdown", "crash"]) {
      const producer = yield* GenStage.start(Source);
      const consumer = yield* GenStage.start(Sink);
      yield* GenStage.syncSubscribe(consumer!, { to: producer!, cancel });
      const monitor = mon(consumer!);
      yield* GenStage.stop(producer!, reason);
      t(`${cancel} ${reason}`, yield* wait(monitor, 30));
      t("told", told.at(-1));
    }
});
