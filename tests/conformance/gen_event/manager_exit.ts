import { exit, GenEvent, Process, receive, self, send, spawn, type Pid } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, is, idle, mon, wait, quiet, module }) {
  const Hd: GenEvent.Module<string, string> = module("Hd", {
    init: (id: string) => ["ok", id],
    handleEvent(event: unknown, id: string) {
      if (Array.isArray(event) && event[0] === "link") Process.link(event[1] as Pid);
      return ["ok", id] as const;
    },
    handleInfo: ([, , reason]: readonly unknown[], id: string) => (
      t(`${id} info EXIT`, reason),
      ["ok", id] as const
    ),
    terminate: (reason: unknown, id: string) => t(`${id} terminate`, reason),
  });
  const me = self();
  const parent = spawn(function* () {
    const m = yield* GenEvent.startLink();
    for (const id of ["h1", "h2"]) yield* GenEvent.addHandler(m, [Hd, id], id);
    send(me, ["m", m]);
    yield* receive(is("go"));
    exit("parent_ended");
  });
  const [, m] = yield* receive<readonly [string, Pid]>(["m"]);
  const other = idle("other");
  yield* GenEvent.syncNotify(m, ["link", other]);
  const mo = mon(other);
  send(other, ["exit", "other_ended"]);
  yield* wait(mo);
  yield* quiet();
  const mm = mon(m);
  send(parent, "go");
  t("manager ended", yield* wait(mm));
});
