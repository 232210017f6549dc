import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", [["keypos", 2]]);
  t("fine", ETS.insert(tab, ["v", "key"]));
  t("lookup by keypos", ETS.lookup(tab, "key"));
  t("too small", yield* c(() => ETS.insert(tab, ["just_one"])));
  t("not a tuple", yield* c(() => ETS.insert(tab, "atom" as never)));
  t("list with a bad row", yield* c(() => ETS.insert(tab, [["a", "x"], "bad"] as never)));
  t("x", ETS.lookup(tab, "x"));
  t("bad option", yield* c(() => ETS.new("tab", ["no_such_option" as never])));
  t("lookup_element missing key", yield* c(() => ETS.lookupElement(tab, "nope", 1)));
  t("lookup_element bad position", yield* c(() => ETS.lookupElement(tab, "key", 3)));
  t("lookup_element", ETS.lookupElement(tab, "key", 1));
});
