import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", ["ordered_set"]);
  for (const k of [3, 1, 2]) ETS.insert(tab, [k, k * k]);
  const keys = ([k]: readonly unknown[], sum: unknown[]): unknown[] => [k, ...sum];
  t("tab2list", ETS.tab2list(tab));
  t("foldl", ETS.foldl(keys, [], tab));
  t("foldr", ETS.foldr(keys, [], tab));
  t(
    "empty",
    ETS.foldl(() => "never", "start", ETS.new("e", [])),
  );
  const raise = (): number => {
    throw new Error("in fold");
  };
  t("raising", yield* c(() => ETS.foldl(raise, 0, tab)));
  t("still usable", ETS.lookup(tab, 2));
});
