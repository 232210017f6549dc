import { GenServer, Process, Registry, type Name } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, result, flush }) {
  const Srv: GenServer.Module<unknown, readonly [string, number]> = {
    init(x) {
      t("init", x);
      return ["ok", x];
    },
  };
  Process.flag("trap_exit", true);
  yield* Registry.startLink({ keys: "unique", name: "Reg" });
  const clashes: readonly [string, Name][] = [
    ["local", "taken"],
    ["global", ["global", "taken"]],
    ["via", ["via", Registry, ["Reg", "taken"]]],
  ];
  for (const [label, taken] of clashes) {
    const p = (yield* GenServer.startLink(Srv, [label, 1], { name: taken }))!;
    name(p, `${label}_holder`);
    t(`${label} start_link`, yield* result(() => GenServer.startLink(Srv, [label, 2], { name: taken })));
    t(`${label} start`, yield* result(() => GenServer.start(Srv, [label, 3], { name: taken })));
    t(`${label} whereis`, GenServer.whereis(taken));
  }
  t("mailbox", yield* flush(30));
});
