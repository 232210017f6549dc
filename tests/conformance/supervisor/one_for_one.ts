import { Supervisor } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, kid, kids, boom, fresh }) {
  const sup = yield* Supervisor.startLink([kid("a"), kid("b"), kid("c")], { strategy: "one_for_one" });
  const before = yield* kids(sup);
  const old = yield* boom("b", "crash");
  yield* fresh("b", old);
  const now = yield* kids(sup);
  const same = ([id, pid, type]: unknown[]) =>
    before.some((child) => child[0] === id && child[1] === pid && child[2] === type && type === "worker");
  t(
    "same pid",
    now.map((child) => [child[0], same(child)]),
  );
  yield* Supervisor.stop(sup);
});
