import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, boom, fresh, next }) {
  Process.flag("trap_exit", true);
  const flags: Supervisor.Options = { strategy: "one_for_one", autoShutdown: "any_significant" };
  const startInner = () =>
    Supervisor.startLink([kid("w", { restart: "transient", significant: true })], flags);

  function* top(options: Partial<Supervisor.ChildSpec>) {
    const inner: Supervisor.ChildSpec = { id: "inner", start: startInner, type: "supervisor", ...options };
    return name(yield* Supervisor.startLink([kid("before"), inner, kid("behind")], flags), "top");
  }

  t("-- significant transient");
  yield* top({ restart: "transient", significant: true });
  yield* boom("w", "normal");
  t("main got", yield* next());
  t("-- permanent");
  const sup = yield* top({ restart: "permanent" });
  const old = yield* boom("w", "normal");
  yield* fresh("w", old);
  t("top alive", Process.alive(sup));
});
