import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", []);
  ETS.insert(tab, ["c", 5, 100]);
  t("add", ETS.updateCounter(tab, "c", 3));
  t("negative", ETS.updateCounter(tab, "c", -10));
  t("position", ETS.updateCounter(tab, "c", [3, 1]));
  t("threshold passed", ETS.updateCounter(tab, "c", [3, 10, 105, 0]));
  t("threshold not passed", ETS.updateCounter(tab, "c", [3, 5, 105, 0]));
  t("falling threshold", ETS.updateCounter(tab, "c", [2, -1, -3, 7]));
  t("falling again", ETS.updateCounter(tab, "c", [2, -10, -3, 7]));
  t(
    "list",
    ETS.updateCounter(tab, "c", [
      [2, 1],
      [2, 1],
      [3, 2],
    ]),
  );
  t("row", ETS.lookup(tab, "c"));
  t("default", ETS.updateCounter(tab, "new", [2, 5], ["ignored", 10, "extra"]));
  t("row", ETS.lookup(tab, "new"));
  t("missing", yield* c(() => ETS.updateCounter(tab, "nope", 1)));
  ETS.insert(tab, ["text", "x"]);
  t("not a number", yield* c(() => ETS.updateCounter(tab, "text", 1)));
  t(
    "one bad operation",
    yield* c(() =>
      ETS.updateCounter(tab, "c", [
        [2, 1],
        [9, 1],
      ]),
    ),
  );
  t("unchanged", ETS.lookup(tab, "c"));
});
