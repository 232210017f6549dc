import { node, send, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, gone }) {
  const dead = spawn(() => "ok");
  yield* gone(dead);
  t("dead pid", yield* c(() => send(dead, "hello")));
  t("unknown name", yield* c(() => send("no_such_name", "hello")));
  t("name on this node", yield* c(() => send(["no_such_name", node()], "hello")));
});
