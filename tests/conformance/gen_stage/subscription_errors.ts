import { Process, self } from "beamish";
import { GenStage } from "beamish/stage";
import { scenario } from "../support/scenario.ts";

const Sink: GenStage.Module<undefined> = {
  init: () => ["consumer", undefined],
  handleEvents: (_events, _from, state) => ["noreply", [], state],
};

export default scenario(function* ({ t, mon, wait, quiet, result }) {
  const start = () => GenStage.start(Sink);
  function* bad(options: object) {
    const sink = yield* start();
    const answer = yield* result(() => GenStage.syncSubscribe(sink, { to: self(), ...options }));
    return (answer as [string, [string]])[1][0];
  }
  t("max 0", yield* bad({ maxDemand: 0 }));
  t("min >= max", yield* bad({ maxDemand: 5, minDemand: 5 }));
  t("bad cancel", yield* bad({ cancel: "sometimes" }));
  let c = yield* start();
  const m = mon(c);
  t("missing, permanent", (yield* result(() => GenStage.syncSubscribe(c, { to: "no_producer" })))[0]);
  t("consumer", yield* wait(m));
  c = yield* start();
  const missing = { to: "no_producer", cancel: "temporary" } as const;
  t("missing, temporary", (yield* result(() => GenStage.syncSubscribe(c, missing)))[0]);
  yield* quiet();
  t("alive", Process.alive(c));
  const other = yield* start();
  const wrong = { to: other, cancel: "permanent" } as const;
  t("to a consumer", (yield* result(() => GenStage.syncSubscribe(c, wrong)))[0]);
  yield* quiet();
  t("alive", Process.alive(c));
});
