import { GenEvent, send } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, module }) {
  const Hd: GenEvent.Module<string, string> = module("Hd", {
    init: (id: string) => (t("init", id), ["ok", id]),
    handleEvent: (e: unknown, id: string) => (t(`${id} event`, e), ["ok", id] as const),
    handleInfo: (m: unknown, id: string) => (t(`${id} info`, m), ["ok", id] as const),
    handleCall: (_request: "id", id: string) => ["ok", ["i_am", id], id] as const,
    terminate: (r: unknown, id: string) => t(`${id} terminate`, r),
  });
  const m = yield* GenEvent.start();
  for (const id of ["h1", "h2", "h3"]) t("add", yield* GenEvent.addHandler(m, [Hd, id], id));
  t("which", yield* GenEvent.whichHandlers(m));
  t("sync_notify", yield* GenEvent.syncNotify(m, "e1"));
  t("after sync");
  GenEvent.notify(m, "e2");
  send(m, "plain");
  t("call", yield* GenEvent.call(m, [Hd, "h2"], "id"));
  t("stop", yield* GenEvent.stop(m));
});
