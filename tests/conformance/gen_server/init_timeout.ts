import { GenServer, Process, self, send, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<string, Pid> = {
  *init(parent) {
    send(parent, ["init_runs", self()]);
    yield* Process.sleep(150);
    return ["ok", "too_late"];
  },
};

export default scenario(function* ({ t, result, next, until, flush }) {
  const me = self();
  t("start", yield* result(() => GenServer.start(Srv, me, { name: "slow_srv", timeout: 30 })));
  const [, p] = yield* next<[string, Pid]>();
  t("alive", Process.alive(p));
  t("name freed", yield* until(() => Process.whereis("slow_srv") === undefined));
  Process.flag("trap_exit", true);
  t("start_link", yield* result(() => GenServer.startLink(Srv, me, { timeout: 30 })));
  const [, q] = yield* next<[string, Pid]>();
  t("alive", Process.alive(q));
  t("mailbox", yield* flush(50));
});
