import { _, ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

const { v } = ETS;

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", ["ordered_set"]);
  ETS.insert(tab, [
    ["ann", 30, "x"],
    ["bob", 17, "y"],
    ["cat", 65, "z"],
    ["dan", "unknown", "w"],
  ]);

  t(
    "ages over 20",
    ETS.select(tab, [
      [
        [v(1), v(2), _],
        [
          ["is_integer", v(2)],
          [">", v(2), 20],
        ],
        [[[v(1), v(2)]]],
      ],
    ]),
  );
  t("whole row", ETS.select(tab, [[[_, 17, _], [], ["$_"]]]));
  t("variables", ETS.select(tab, [[[v(2), _, v(1)], [["==", v(2), ["const", "ann"]]], ["$$"]]]));
  t(
    "clauses",
    ETS.select(tab, [
      [[v(1), "unknown", _], [], [[["no_age", v(1)]]]],
      [[v(1), v(2), _], [["<", v(2), 18]], [[["minor", v(1)]]]],
      [[v(1), _, _], [], [[["adult", v(1)]]]],
    ]),
  );
  t(
    "or / not",
    ETS.select(tab, [
      [[v(1), v(2), _], [["orelse", ["==", v(2), 17], ["not", ["is_integer", v(2)]]]], [v(1)]],
    ]),
  );
  t("arithmetic", ETS.select(tab, [[[_, v(1), _], [["is_integer", v(1)]], [["+", ["*", v(1), 2], 1]]]]));
  t("failing guard", ETS.select(tab, [[[v(1), v(2), _], [[">", ["+", v(2), 1], 60]], [v(1)]]]));
  t("atoms compare above numbers", ETS.select(tab, [[[v(1), v(2), _], [[">", v(2), 1000]], [v(1)]]]));
  t("count", ETS.selectCount(tab, [[[_, v(1), _], [["<", v(1), 40]], [true]]]));
  t("delete", ETS.selectDelete(tab, [[[_, v(1), _], [["<", v(1), 40]], [true]]]));
  t("left", ETS.tab2list(tab));
  t("bad spec", yield* c(() => ETS.select(tab, [[[_, _, _], [["no_such_guard", 1]], [true]]])));
});
