import { ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", ["set"]);
  ETS.insert(tab, ["k", 1, 2, "x"]);
  const element = (update: unknown) => ETS.updateElement(tab, "k", update as ETS.ElementUpdate);
  const counter = (update: unknown) => ETS.updateCounter(tab, "k", update as ETS.CounterUpdate);
  const three = [
    [3, 8],
    [4, "y"],
    [3, 7],
  ];
  t("elements", element(three));
  t("nothing", [element([]), counter([])]);
  t("missing", ETS.updateElement(tab, "no", [2, 1]));
  const twice = [
    [2, 1],
    [9, 1],
  ];
  for (const bad of [[1, "z"], [5, 1], [0, 1], twice]) t("bad element", yield* c(() => element(bad)));
  t("row", ETS.lookup(tab, "k"));
  for (const good of [
    [2, 1],
    [2, 5, 5, 0],
    [2, 0, 100, 3],
    [2, -20, 0, 100],
  ])
    t("counter", counter(good));
  for (const bad of [
    [4, 1],
    [1, 1],
    [9, 1],
    [2, "x"],
    [2, 1.5],
    [2, 1, "x", 0],
  ])
    t("bad counter", yield* c(() => counter(bad)));

  t("default", [ETS.updateCounter(tab, "n", 3, ["other", 4]), ETS.lookup(tab, "n")]);
  const wrong = yield* c(() => ETS.updateCounter(tab, "m", [2, 1], ["m", "x"]));
  t("bad default", [wrong, ETS.member(tab, "m")]);
  const bag = ETS.new("bag", ["bag"]);
  ETS.insert(bag, ["k", 1]);
  t("bag", [
    yield* c(() => ETS.updateCounter(bag, "k", 1)),
    yield* c(() => ETS.updateElement(bag, "k", [2, 1])),
  ]);
  const second = ETS.new("second", [["keypos", 2]]);
  ETS.insert(second, [1, "k", 5]);
  t("keypos 2", [
    ETS.updateCounter(second, "k", 1),
    ETS.updateCounter(second, "k", [1, 1]),
    ETS.lookup(second, "k"),
  ]);
  t("slot", [ETS.slot(ETS.new("o", ["ordered_set"]), 0), yield* c(() => ETS.slot(tab, -1))]);
  t("rename", [ETS.rename(tab, "renamed"), ETS.info(tab, "name"), ETS.whereis("renamed")]);
  t("no clauses", ETS.select(tab, []));
});
