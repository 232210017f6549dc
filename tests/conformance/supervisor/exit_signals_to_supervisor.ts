import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, name, kid, kids, idle, runIn, mon, wait, next }) {
  Process.flag("trap_exit", true);
  const other = idle("other");
  const first = yield* Supervisor.startLink([kid("a"), kid("b")], { strategy: "one_for_one" });
  name(first, "sup");
  yield* runIn(other, () => Process.exit(first, "shutdown"));
  yield* runIn(other, () => Process.exit(first, "crash"));
  t("after signals from other", (yield* kids(first)).length);
  Process.exit(first, "my_wish");
  t("parent signal", yield* next());

  const children = [kid("a"), kid("p", { trap: false })];
  const second = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
  name(second, "sup");
  const [ma, mp] = [mon(Process.whereis("a")!), mon(Process.whereis("p")!)];
  Process.exit(second, "kill");
  t("a", yield* wait(ma));
  t("p", yield* wait(mp));
  t("main got", yield* next());
});
