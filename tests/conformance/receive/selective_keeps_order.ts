import { receive, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  for (const message of ["a", ["want", 1], "b", ["want", 2], "c"]) send(self(), message);
  t("picked", (yield* receive<[string, number]>(["want"]))[1]);
  t("picked", (yield* receive<[string, number]>(["want"]))[1]);
  t("rest", yield* flush());
});
