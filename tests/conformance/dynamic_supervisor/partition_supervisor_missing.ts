import { GenServer, PartitionSupervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const name = ["via", PartitionSupervisor, ["nobody", 1]] as const;
  t("partitions", yield* c(() => PartitionSupervisor.partitions("nobody")));
  t("which", yield* c(() => PartitionSupervisor.whichChildren("nobody")));
  t("whereis", yield* c(() => GenServer.whereis(name)));
  t("call", yield* c(() => GenServer.call(name, "x")));
  t("stop", yield* c(() => GenServer.stop(name)));
  t("cast", yield* c(() => GenServer.cast(name, "x")));
});
