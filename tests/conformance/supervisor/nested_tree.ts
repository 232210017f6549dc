import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid }) {
  const sub = (id: string, children: Supervisor.ChildSpec[]): Supervisor.ChildSpec => ({
    id,
    start: () => Supervisor.startLink(children, { strategy: "one_for_one" }),
    type: "supervisor",
  });
  const children = [kid("a"), sub("s1", [kid("b"), sub("s2", [kid("c"), kid("d")])]), kid("e")];
  const sup = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
  const spec = yield* Supervisor.getChildspec(sup, "s1");
  t("shutdown of s1", spec.shutdown);
  t("-- stop");
  yield* Supervisor.stop(sup);
});
