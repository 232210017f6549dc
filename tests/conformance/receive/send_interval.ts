import { Timer } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, result, next, flush }) {
  const timer = Timer.sendInterval(20, "tick");
  for (let i = 0; i < 3; i++) t("got", yield* next());
  t("cancel", yield* result(() => Timer.cancel(timer)));
  yield* flush();
  t("after cancel", yield* flush(60));
});
