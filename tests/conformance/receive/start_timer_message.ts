import { Process, self, type Ref } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, next }) {
  const old = Process.startTimer(20, self(), "tick");
  yield* Process.sleep(40);
  t("cancel too late", Process.cancelTimer(old));
  const current = Process.startTimer(20, self(), "tick");
  const [, r1, v1] = yield* next<["timeout", Ref, unknown]>();
  t("stale", [r1 === old, r1 === current, v1]);
  const [, r2, v2] = yield* next<["timeout", Ref, unknown]>();
  t("current", [r2 === old, r2 === current, v2]);
});
