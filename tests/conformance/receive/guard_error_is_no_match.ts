import { receive, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  for (const message of ["not_a_list", [1], [5, 6]]) send(self(), message);
  // As hd/1 does, the guard fails with an error for what is no list.
  const guard = (message: unknown): message is number[] => {
    if (!Array.isArray(message)) throw new TypeError("not a list");
    return message[0] > 3;
  };
  t("picked", yield* receive(guard));
  t("mailbox", yield* flush());
});
