import { ETS, self, send, type Ref } from "beamish";
import { scenario } from "../support/scenario.ts";

const OPTIONS: ETS.Option[][] = [
  ["private", "public"],
  ["public", "protected"],
  ["bag", "set"],
  ["bag", "duplicate_bag"],
  ["named_table", ["keypos", 3], ["keypos", 2]],
];

export default scenario(function* ({ t, f, c, idle, runIn, next, gone }) {
  for (const options of OPTIONS) {
    const tab = ETS.new("tab", options);
    t(
      f(options),
      ["type", "protection", "keypos", "named_table"].map((item) => ETS.info(tab, item)),
    );
    ETS.delete(tab);
  }

  const tab = ETS.new("tab", ["public"]);
  const heir = idle("heir");
  const changes: unknown[] = [
    ["protection", "private"],
    [
      ["protection", "public"],
      ["heir", heir, "data"],
    ],
    [],
    "public",
    ["public"],
    ["keypos", 2],
    ["heir", heir],
    ["heir", "none", 1],
    ["protection", "open"],
    [
      ["heir", "none"],
      ["heir", "none"],
    ],
  ];
  for (const change of changes)
    t(`setopts ${f(change)}`, yield* c(() => ETS.setopts(tab, change as ETS.Change)));

  t("heir", ETS.info(tab, "heir"));
  send(heir, "stop");
  yield* gone(heir);
  t("after its end", ETS.info(tab, "heir"));
  ETS.setopts(tab, ["heir", heir, "data"]);
  t("named when dead", ETS.info(tab, "heir"));
  const me = self();
  const late = idle("late");
  const owner = idle("owner");
  yield* runIn(owner, () => send(me, ETS.new("left", [["heir", late, "data"]])));
  const left = yield* next<Ref>();
  send(late, "stop");
  yield* gone(late);
  t("late", ETS.info(left, "heir"));
  send(owner, "stop");
  yield* gone(owner);
  t("left", ETS.info(left));

  ETS.insert(tab, ["k", 1]);
  t("no row to start from", yield* c(() => ETS.updateCounter(tab, "k", 1, "none" as never)));
  t("row", ETS.updateCounter(tab, "k", 1, ["k", 5, "unused"]));
});
