import { makeRef, Process, self, type Ref } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, flush }) {
  const late = Process.sendAfter(self(), "late", 150);
  const left = Process.cancelTimer(late);
  t("remaining in range", Number.isInteger(left) && Number(left) > 100 && Number(left) <= 150);
  t("again", Process.cancelTimer(late));
  t("nothing arrives", yield* flush(180));
  const early = Process.sendAfter(self(), "early", 10);
  yield* Process.sleep(40);
  t("after firing", Process.cancelTimer(early));
  t("message stays", yield* flush());
  t("unknown reference", Process.cancelTimer(makeRef()));
  t("not a reference", yield* c(() => Process.cancelTimer("oops" as unknown as Ref)));
});
