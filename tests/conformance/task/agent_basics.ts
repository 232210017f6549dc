import { Agent, self } from "beamish";
import { scenario } from "../support/scenario.ts";

const Kernel = { "+": (a: number, b: number) => a + b };

export default scenario(function* ({ t, c, name }) {
  const a = yield* Agent.startLink(() => 1, { name: "counter" });
  name(a, "agent");
  t("get", yield* Agent.get("counter", (n: number) => n));
  t("update", yield* Agent.update("counter", (n: number) => n + 1));
  t("get_and_update", yield* Agent.getAndUpdate("counter", (n: number) => [["old", n], n * 10] as const));
  t(
    "cast",
    Agent.cast("counter", (n: number) => n + 5),
  );
  t("get after cast", yield* Agent.get("counter", (n: number) => n));
  t("runs in", yield* Agent.get("counter", () => self()));
  t("mfa", yield* Agent.get("counter", Kernel, "+", [100]));
  t("stop", yield* Agent.stop("counter"));
  t("after stop", yield* c(() => Agent.get("counter", (n: number) => n)));
});
