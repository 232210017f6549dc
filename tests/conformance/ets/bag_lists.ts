import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

const numbered = (...rows: string[]) => rows.map((row) => [row[0], Number(row[1])]);

export default scenario(function* ({ t }) {
  for (const type of ["bag", "duplicate_bag"] as const) {
    const tab = ETS.new("tab", [type]);
    ETS.insert(tab, ["k", 0]);
    ETS.insert(tab, numbered("k1", "j1", "k2", "k0", "k3", "j2"));
    t(type, [ETS.lookup(tab, "k"), ETS.lookupElement(tab, "j", 2)]);
    t("again", [ETS.insert(tab, numbered("k2", "k4")), ETS.lookupElement(tab, "k", 2)]);
    t("insert_new", [ETS.insertNew(tab, numbered("n1", "n2")), ETS.take(tab, "n")]);
    t("refused", [ETS.insertNew(tab, numbered("m1", "k9")), ETS.lookup(tab, "m")]);
    t("select", ETS.select(tab, [[["k", ETS.v(1)], [], [ETS.v(1)]]]));
  }
});
