import { Process, spawn } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, idle, gone }) {
  const a = idle("a");
  const b = idle("b");
  t("first", Process.register(a, "n1"));
  t("name taken", yield* c(() => Process.register(b, "n1")));
  t("second name", yield* c(() => Process.register(a, "n2")));
  const dead = spawn(() => "ok");
  yield* gone(dead);
  t("dead process", yield* c(() => Process.register(dead, "n3")));
  t("reserved undefined", yield* c(() => Process.register(b, "undefined")));
  t("reserved nil", yield* c(() => Process.register(b, undefined as unknown as string)));
  t("unregister unknown", yield* c(() => Process.unregister("n9")));
  t("unregister", Process.unregister("n1"));
  t("n1 now", Process.whereis("n1"));
  t("b takes it", Process.register(b, "n1"));
  t("n1 now", Process.whereis("n1"));
});
