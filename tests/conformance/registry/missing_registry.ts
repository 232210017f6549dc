import { Agent, GenServer, Registry, self, type Name } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const name: Name = ["via", Registry, ["Nowhere", "key"]];

  const uses: Readonly<Record<string, () => unknown>> = {
    register: () => Registry.register("Nowhere", "key", 1),
    unregister: () => Registry.unregister("Nowhere", "key"),
    lookup: () => Registry.lookup("Nowhere", "key"),
    keys: () => Registry.keys("Nowhere", self()),
    count: () => Registry.count("Nowhere"),
    dispatch: () => Registry.dispatch("Nowhere", "key", () => "ok"),
    update: () => Registry.updateValue("Nowhere", "key", (value: unknown) => value),
    put_meta: () => Registry.putMeta("Nowhere", "key", 1),
    whereis: () => GenServer.whereis(name),
    call: () => GenServer.call(name, "x"),
    cast: () => GenServer.cast(name, "x"),
    stop: () => GenServer.stop(name),
    start: () => Agent.start(() => 1, { name }),
  };
  for (const [label, use] of Object.entries(uses)) t(label, yield* c(use));
});
