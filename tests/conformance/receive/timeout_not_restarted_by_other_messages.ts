import { Process, receive, self, send, spawn, System } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, next, is }) {
  const me = self();
  spawn(function* () {
    for (let i = 1; i <= 4; i++) {
      yield* Process.sleep(30);
      send(me, ["noise", i]);
    }
  });
  const begun = System.monotonicTime("millisecond");
  const result = yield* receive(is("never"), { after: 100 });
  const elapsed = System.monotonicTime("millisecond") - begun;
  t("result", result);
  t("not restarted", elapsed >= 99 && elapsed < 200);
  t("noise kept", [yield* next(), yield* next(), yield* next(), yield* next()]);
});
