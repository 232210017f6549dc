import { Process, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, next }) {
  Process.sendAfter(self(), "t90", 90);
  Process.sendAfter(self(), "t30", 30);
  Process.sendAfter(self(), "t60", 60);
  send(self(), "direct");
  t("order", [yield* next(), yield* next(), yield* next(), yield* next()]);
});
