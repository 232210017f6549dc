import { exit, GenServer, PartitionSupervisor, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

type Args = readonly unknown[];

const P: GenServer.Module<Args, Args, "args", readonly ["exit", unknown]> = {
  init: (args) => ["ok", args],
  handleCall: (_args, _from, s) => ["reply", s, s],
  handleCast: ([, reason]) => exit(reason),
};

export default scenario(function* ({ t, gone, until }) {
  yield* PartitionSupervisor.startLink({
    childSpec: [P, ["base"]],
    name: "Parts",
    partitions: 2,
    withArguments: ([args], partition) => [[["partition", partition], ...args]],
  });
  const via = (key: number) => ["via", PartitionSupervisor, ["Parts", key]] as const;
  t("args", [yield* GenServer.call(via(0), "args"), yield* GenServer.call(via(1), "args")]);
  const [p0, p1] = [GenServer.whereis(via(0)), GenServer.whereis(via(1))];
  GenServer.cast(p1!, ["exit", "crash"]);
  yield* gone(p1!);
  yield* until(() => {
    const p = GenServer.whereis(via(1));
    return p !== undefined && p !== p1 && Process.alive(p);
  });
  t("partition 0 same", GenServer.whereis(via(0)) === p0);
  t("args after restart", [yield* GenServer.call(via(0), "args"), yield* GenServer.call(via(1), "args")]);
  const children = yield* PartitionSupervisor.whichChildren("Parts");
  t("ids", children.map(([id]) => id).sort());
});
