import { Process, self, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, flush }) {
  Process.register(self(), "me");
  for (const [how, watch] of [
    ["pid", () => Process.monitor(self())],
    ["name", () => Process.monitor("me")],
    ["alias", () => Process.monitor(self(), { alias: "explicit_unalias" })],
    ["demonitor", () => Process.monitor(self(), { alias: "demonitor" })],
    ["reply", () => Process.monitor("me", { alias: "reply_demonitor", tag: "ended" })],
  ] as const) {
    const ref = watch();
    send(ref, "by_alias");
    t(how, [ref, yield* flush()]);
    t("monitors", Process.info(self(), "monitors"));
    t("unalias", Process.unalias(ref));
    t("demonitor", [Process.demonitor(ref, ["info"]), Process.demonitor(ref)]);
  }
});
