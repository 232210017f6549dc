import { DynamicSupervisor, GenServer, PartitionSupervisor, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c, kid }) {
  yield* PartitionSupervisor.startLink({ childSpec: DynamicSupervisor, name: "Parts", partitions: 3 });
  t("partitions", PartitionSupervisor.partitions("Parts"));
  const kids = (yield* PartitionSupervisor.whichChildren("Parts")).toSorted((x, y) =>
    x[0]! < y[0]! ? -1 : 1,
  );
  t(
    "ids",
    kids.map(([id]) => id),
  );
  const idOf = (pid: Pid | undefined) => kids.find((child) => child[1] === pid)?.[0];
  const via = (key: unknown) => ["via", PartitionSupervisor, ["Parts", key]] as const;
  t(
    "integer keys",
    [0, 1, 2, 3, 4, 100].map((key) => [key, idOf(GenServer.whereis(via(key)))]),
  );
  t("stable", GenServer.whereis(via("user")) === GenServer.whereis(via("user")));
  yield* DynamicSupervisor.startChild(via(1), kid("in_one"));
  const counts: unknown[] = [];
  for (const [id, pid] of kids)
    counts.push([id, (yield* DynamicSupervisor.countChildren(pid as Pid)).active]);
  t("counts", counts);
  t("count", yield* PartitionSupervisor.countChildren("Parts"));
  const missing = ["via", PartitionSupervisor, ["NoParts", 1]] as const;
  t("missing", ((yield* c(() => GenServer.call(missing, "x"))) as unknown[])[0]);
});
