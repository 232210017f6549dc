import { receive, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  for (const message of ["low", "high", "low"]) send(self(), message);
  const pick = () => receive((message) => message === "high" || message === "low");
  t("first", yield* pick());
  t("second", yield* pick());
  t("third", yield* pick());
});
