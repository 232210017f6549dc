import { GenServer, Process } from "beamish";
import { scenario } from "../support/scenario.ts";

const Srv: GenServer.Module<number, number, "sleep" | "awake"> = {
  init: (x) => ["ok", x, "hibernate"],
  handleCall: (request, _from, n) =>
    request === "sleep" ? ["reply", n, n + 1, "hibernate"] : ["reply", n, n + 1],
};

export default scenario(function* ({ t, f, until }) {
  const p = (yield* GenServer.start(Srv, 0))!;
  const hibernating = () =>
    f(Process.info(p, "current_function")![1]) === "erlang.hibernate/3" || isHibernate();
  const isHibernate = () => f(Process.info(p, "current_function")![1]) === "[erlang, hibernate, 3]";
  t("after init", yield* until(hibernating));
  t("call", yield* GenServer.call(p, "sleep"));
  t("asleep", yield* until(hibernating));
  t("call", yield* GenServer.call(p, "awake"));
  yield* Process.sleep(10);
  t("asleep", hibernating());
});
