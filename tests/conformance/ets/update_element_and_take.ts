import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", []);
  ETS.insert(tab, [
    ["a", 1, 2],
    ["b", 3, 4],
  ]);
  t("update", ETS.updateElement(tab, "a", [2, "new"]));
  t(
    "update list",
    ETS.updateElement(tab, "a", [
      [2, "x"],
      [3, "y"],
    ]),
  );
  t("missing", ETS.updateElement(tab, "zzz", [2, 1]));
  t("key position", yield* c(() => ETS.updateElement(tab, "a", [1, "b"])));
  t("bad position", yield* c(() => ETS.updateElement(tab, "a", [9, "b"])));
  t("row", ETS.lookup(tab, "a"));
  t("take", ETS.take(tab, "a"));
  t("take again", ETS.take(tab, "a"));
  const bag = ETS.new("bag", ["bag"]);
  ETS.insert(bag, [
    ["k", 1],
    ["k", 2],
  ]);
  t("take from bag", ETS.take(bag, "k").toSorted());
  t("delete_all", ETS.deleteAllObjects(tab));
  t("size", ETS.info(tab, "size"));
  t("delete missing", ETS.delete(tab, "nothing"));
});
