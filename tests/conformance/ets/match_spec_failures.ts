import { _, ETS } from "beamish";
import { scenario } from "../support/scenario.ts";

const [key, second, third] = [ETS.v(1), ETS.v(2), ETS.v(3)];
/** Can only be computed where the second element is a number. */
const bad = ["+", second, 1];

const GUARDS = [
  ["orelse", bad, true],
  ["orelse", true, bad],
  ["or", true, bad],
  ["/=", bad, 8],
  ["not", ["is_integer", bad]],
  ["andalso", ["is_integer", second], [">", bad, 0]],
  ["xor", true, second],
  [">", ["map_get", "k", second], 3],
  ["is_map_key", "k", second],
  ["andalso", true, second],
  second,
];

const BODIES = [
  bad,
  [[key, bad]],
  [key, bad, [third, bad]],
  { n: key, sum: bad },
  ["==", bad, "EXIT"],
  ["is_atom", ["div", third, third]],
  ["orelse", [">", bad, 3], key],
  ["andalso", ["is_integer", second], [">", bad, 3]],
  ["element", ["div", 6, third], "$_"],
];

export default scenario(function* ({ t, c }) {
  const tab = ETS.new("tab", ["ordered_set"]);
  ETS.insert(tab, [
    [1, "a", 5],
    [2, 7, 0],
    [3, { k: 4 }, -2],
  ]);
  const ask = (guards: unknown[], body: unknown[]) => ETS.select(tab, [[[key, second, third], guards, body]]);
  for (const [n, guard] of GUARDS.entries()) t(`guard ${n}`, ask([guard], [key]));
  for (const [n, body] of BODIES.entries()) t(`body ${n}`, ask([], [body]));
  t("counted", ETS.selectCount(tab, [[[_, key, _], [], [[">", ["+", key, 1], 0]]]]));

  const replace = (head: unknown, body: unknown) => c(() => ETS.selectReplace(tab, [[head, [], [body]]]));
  t("row", yield* replace([key, second, 99], "$_"));
  t("same variable", yield* replace([key, second, 5], [[key, bad, "new"]]));
  t("other variable", yield* replace([key, second, 99], [[second, key]]));
  t("computed key", yield* replace([key, second, 99], [[["+", key, 0], 1]]));
  t("key of the row", yield* replace([_, 7, _], [[["element", 1, "$_"], "old"]]));
  t("constant key", yield* replace([3, _, _], [[3, "three"]]));
  t("constant row", yield* replace([3, _], ["const", [3, "drei"]]));
  t("other constant", yield* replace([99, _, _], [[98, "x"]]));
  t("no row", yield* replace([key, _, 99], true));
  t("variables", yield* replace([key, _, 99], "$$"));
  t("left", ETS.tab2list(tab));
});
