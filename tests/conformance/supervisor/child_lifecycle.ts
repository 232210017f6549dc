import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, child, answer, kid, kids }) {
  const children = [kid("a"), kid("t", { restart: "temporary" })];
  const sup = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
  t("delete running", yield* answer(() => Supervisor.deleteChild(sup, "a")));
  t("restart running", yield* child(() => Supervisor.restartChild(sup, "a")));
  t("terminate", yield* answer(() => Supervisor.terminateChild(sup, "a")));
  t("terminate again", yield* answer(() => Supervisor.terminateChild(sup, "a")));
  t("children", yield* kids(sup));
  t("restart", yield* child(() => Supervisor.restartChild(sup, "a")));
  t("terminate", yield* answer(() => Supervisor.terminateChild(sup, "a")));
  t("delete", yield* answer(() => Supervisor.deleteChild(sup, "a")));
  t("restart deleted", yield* child(() => Supervisor.restartChild(sup, "a")));
  t("terminate unknown", yield* answer(() => Supervisor.terminateChild(sup, "nope")));
  t("delete unknown", yield* answer(() => Supervisor.deleteChild(sup, "nope")));
  t("terminate temporary", yield* answer(() => Supervisor.terminateChild(sup, "t")));
  t("restart temporary", yield* child(() => Supervisor.restartChild(sup, "t")));
  t("children", yield* kids(sup));
  yield* Supervisor.stop(sup);
});
