import { receive, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, flush, is }) {
  for (const message of ["a", "bad", "b"]) send(self(), message);
  const outcome = yield* c(function* () {
    yield* receive(is("bad"));
    throw new Error("in body");
  });
  t("outcome", outcome);
  t("mailbox", yield* flush());
});
