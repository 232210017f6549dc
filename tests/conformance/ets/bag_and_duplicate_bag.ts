import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  for (const type of ["bag", "duplicate_bag"] as const) {
    const tab = ETS.new("tab", [type]);
    for (const row of [
      ["k", 1],
      ["k", 2],
      ["k", 1],
      ["other", 1],
      ["k", 3],
    ])
      ETS.insert(tab, row);
    t(f(type), ETS.lookup(tab, "k"));
    t("size", ETS.info(tab, "size"));
    t("lookup_element", ETS.lookupElement(tab, "k", 2));
    ETS.deleteObject(tab, ["k", 1]);
    t("after delete_object", ETS.lookup(tab, "k"));
    t("insert_new", ETS.insertNew(tab, ["k", 99]));
    ETS.delete(tab, "k");
    t("after delete", ETS.tab2list(tab));
  }
});
