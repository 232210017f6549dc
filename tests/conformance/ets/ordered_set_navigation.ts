import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", ["ordered_set"]);
  t("empty", [ETS.first(tab), ETS.last(tab), ETS.next(tab, 5)]);
  for (const k of [20, 10, 30]) ETS.insert(tab, [k]);
  t("walk", [ETS.first(tab), ETS.next(tab, 10), ETS.next(tab, 20), ETS.next(tab, 30)]);
  t("absent keys", [ETS.next(tab, 15), ETS.prev(tab, 15), ETS.next(tab, 99), ETS.prev(tab, 1)]);
  t("back", [ETS.last(tab), ETS.prev(tab, 30), ETS.prev(tab, 10)]);
  const set = ETS.new("set", ["set"]);
  ETS.insert(set, ["only"]);
  t("set first", ETS.first(set));
  t("set next", ETS.next(set, "only"));
  t("set next of missing", yield* c(() => ETS.next(set, "gone")));
});
