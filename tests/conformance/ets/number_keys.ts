import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, f }) {
  for (const type of ["set", "ordered_set"] as const) {
    const tab = ETS.new("tab", [type]);
    ETS.insert(tab, [1, "int"]);
    ETS.insert(tab, [1.0, "float"]);
    t(`${f(type)} size`, ETS.info(tab, "size"));
    t("lookup 1", ETS.lookup(tab, 1));
    t("lookup 1.0", ETS.lookup(tab, 1.0));
  }
});
