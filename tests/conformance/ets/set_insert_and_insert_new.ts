import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t }) {
  const tab = ETS.new("tab", ["set"]);
  t("insert", ETS.insert(tab, ["a", 1]));
  t("overwrite", ETS.insert(tab, ["a", 2, "wider"]));
  t("lookup", ETS.lookup(tab, "a"));
  t("insert_new taken", ETS.insertNew(tab, ["a", 3]));
  t(
    "insert_new list, one taken",
    ETS.insertNew(tab, [
      ["b", 1],
      ["a", 9],
    ]),
  );
  t("b", ETS.lookup(tab, "b"));
  t(
    "insert_new list",
    ETS.insertNew(tab, [
      ["b", 1],
      ["c", 1],
    ]),
  );
  t(
    "insert list with a repeated key",
    ETS.insert(tab, [
      ["d", 1],
      ["d", 2],
    ]),
  );
  t("d", ETS.lookup(tab, "d"));
  t("size", ETS.info(tab, "size"));
  t("member", [ETS.member(tab, "a"), ETS.member(tab, "zzz")]);
  t("lookup missing", ETS.lookup(tab, "zzz"));
});
