import { GenServer, Sys } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, module }) {
  const Srv: GenServer.Module<unknown> = module("Srv", {
    init: (x: unknown) => ["ok", x] as const,
    codeChange(oldVersion: unknown, s: unknown, extra: unknown) {
      if (extra === "fail") return ["error", "cannot"];
      t("code_change", [oldVersion, s]);
      return ["ok", ["new", s]];
    },
  });
  const p = yield* GenServer.start(Srv, "s0");
  yield* Sys.suspend(p);
  t("change", yield* Sys.changeCode(p, Srv, "old_vsn", "ok"));
  t("state", yield* Sys.getState(p));
  t("failing", yield* Sys.changeCode(p, Srv, "old_vsn", "fail"));
  yield* Sys.resume(p);
  t("state", yield* Sys.getState(p));
  t("not suspended", yield* Sys.changeCode(p, Srv, "old_vsn", "ok"));
});
