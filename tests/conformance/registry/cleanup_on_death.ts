import { GenServer, Process, Registry, self, send, type Ref } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f, child, idle, runIn, mon, wait, until }) {
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  const results: unknown[] = [];
  for (let i = 1; i <= 50; i++) {
    const p = idle("holder");
    yield* runIn(p, () => Registry.register("Reg", "key", i));
    const monitor: Ref = mon(p);
    send(p, ["exit", "gone"]);
    yield* wait(monitor);
    const seen = GenServer.whereis(["via", Registry, ["Reg", "key"]]);
    const [status] = yield* child(() => Registry.register("Reg", "key", ["taken", i]));
    const now = f(Registry.lookup("Reg", "key")) === f([[self(), ["taken", i]]]);
    Registry.unregister("Reg", "key");
    results.push([seen, status, now]);
  }
  const unique = results.filter((result, at) => results.findIndex((other) => f(other) === f(result)) === at);
  t("after death", unique);
  const p = idle("p");
  yield* runIn(p, () => {
    for (const key of ["a", "b", "c"]) Registry.register("Reg", key, 1);
  });
  t("count", Registry.count("Reg"));
  Process.exit(p, "kill");
  t("count drops", yield* until(() => Registry.count("Reg") === 0));
  t(
    "lookups",
    ["a", "b", "c"].map((key) => Registry.lookup("Reg", key)),
  );
});
