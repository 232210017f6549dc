import { Process, Registry, self } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, idle, runIn, next, until, flush }) {
  Process.register(self(), "listener");
  yield* Registry.startLink({ keys: "unique", name: "Reg", listeners: ["listener"] });
  const p = idle("p");
  yield* runIn(p, () => Registry.register("Reg", "k1", "v1"));
  yield* runIn(p, () => Registry.register("Reg", "k2", "v2"));
  yield* child(() => Registry.register("Reg", "k1", "refused"));
  yield* runIn(p, () => Registry.unregister("Reg", "k1"));
  for (let i = 0; i < 3; i++) t("listener", yield* next());
  Process.exit(p, "kill");
  t("entries gone", yield* until(() => Registry.lookup("Reg", "k2").length === 0));
  t("after death", yield* flush(20));
});
