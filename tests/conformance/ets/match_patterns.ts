import { _, ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

const { v } = ETS;

export default scenario(function* ({ t }) {
  const tab = ETS.new("tab", ["ordered_set"]);
  ETS.insert(tab, [
    [1, "a", "a"],
    [2, "a", "b"],
    [3, ["n", 7], [1, 2]],
    [4, "b", "b"],
  ]);
  t("variables", ETS.match(tab, [v(2), "a", v(1)]));
  t("repeated variable", ETS.match(tab, [v(1), v(2), v(2)]));
  t("nested", ETS.match(tab, [_, ["n", v(1)], ETS.cons(v(2), v(3))]));
  t("nothing bound", ETS.match(tab, [_, "a", _]));
  t("match_object", ETS.matchObject(tab, [_, v(1), v(1)]));
  t("no match", ETS.matchObject(tab, [_, "zzz", _]));
  t("wrong size", ETS.match(tab, [v(1), _]));
  t("match_delete", ETS.matchDelete(tab, [_, _, "b"]));
  t("left", ETS.tab2list(tab));
});
