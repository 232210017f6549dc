import { _, ETS, Registry } from "beamish";
import { scenario } from "../support/scenario.ts";

const { v } = ETS;

export default scenario(function* ({ t, f, c }) {
  yield* Registry.startLink({ keys: "duplicate", name: "Reg" });
  const entries = [
    ["a", ["n", 1]],
    ["a", ["n", 5]],
    ["a", "other"],
    ["b", ["n", 9]],
  ];
  for (const [key, value] of entries) Registry.register("Reg", key, value);
  const sorted = <T>(list: T[]) => list.toSorted((x, y) => (f(x) < f(y) ? -1 : 1));

  t("match", sorted(Registry.match("Reg", "a", ["n", _])));
  t("match with guard", Registry.match("Reg", "a", ["n", v(1)], [[">", v(1), 3]]));
  t("count_match", Registry.countMatch("Reg", "a", ["n", _]));
  const above2 = [[[v(1), _, ["n", v(2)]], [[">", v(2), 2]], [[[v(1), v(2)]]]]] as const;
  t("select", sorted(Registry.select("Reg", above2)));
  t("unregister_match", Registry.unregisterMatch("Reg", "a", ["n", _]));
  t("left", sorted(Registry.lookup("Reg", "a")));
  const bad = [["bad", [], [v(1)]]] as unknown as ETS.MatchSpec;
  t("bad spec", ((yield* c(() => Registry.select("Reg", bad))) as unknown[])[0]);
});
