import { _, receive, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const sent = [
    ["n", 1],
    ["n", 2],
    ["urgent", 1],
    ["n", 3],
    ["urgent", 2],
  ];
  for (const message of sent) send(self(), message);
  const got: unknown[] = [];
  for (let i = 0; i < 5; i++) {
    const urgent = yield* receive(["urgent", _], { after: 0 });
    got.push(urgent === "timeout" ? yield* receive() : urgent);
  }
  t("order", got);
});
