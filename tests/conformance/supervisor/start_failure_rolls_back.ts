import { Process, Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, kid, quiet, flush }) {
  Process.flag("trap_exit", true);
  const start = (children: Supervisor.ChildSpec[]) =>
    child(() => Supervisor.startLink(children, { strategy: "one_for_one" }));

  for (const bad of [["stop", "broken"], "garbage"]) {
    t("start_link", yield* start([kid("a"), kid("b"), kid("c", { init: () => bad }), kid("d")]));
    yield* quiet();
    yield* flush();
  }
  const raise = () => {
    throw new Error("in init");
  };
  t("start_link", yield* start([kid("a"), kid("b", { init: raise })]));
});
