import { GenServer, Registry, self, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

const byValue = (entries: (readonly [Pid, number])[]) => entries.toSorted((x, y) => x[1] - y[1]);

export default scenario(function* ({ t, c, idle, runIn }) {
  yield* Registry.startLink({ keys: "duplicate", name: "Reg" });
  const other = idle("other");
  for (const value of [1, 2]) Registry.register("Reg", "k", value);
  yield* runIn(other, () => Registry.register("Reg", "k", 3));
  t("lookup", byValue(Registry.lookup("Reg", "k")));
  t("count", Registry.count("Reg"));
  t("keys of main", Registry.keys("Reg", self()));
  t("values of main", Registry.values("Reg", "k", self()).toSorted());
  t("unregister", Registry.unregister("Reg", "k"));
  t("lookup", Registry.lookup("Reg", "k"));
  t("via not supported", yield* c(() => GenServer.whereis(["via", Registry, ["Reg", "k"]])));
});
