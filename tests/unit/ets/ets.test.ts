/** What the recorded scenarios of ETS do not show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, ETS, Process, receive, self, send, spawn, type Pid } from "beamish";
import { Node, simulate } from "beamish/testing";

test("undefined stands where nil does, among the words", () => {
  const tab = ETS.new("words", ["ordered_set"]);
  ETS.insert(tab, [["z"], [undefined], ["m"], ["p"], [true], ["nil"]]);
  const keys = ETS.tab2list(tab).map(([key]) => key as unknown);
  assert.deepEqual(keys, ["m", "nil", undefined, "p", true, "z"]);
  ETS.delete(tab);
});

test("an ordered_set of many keys stays in order through insertions and deletions", () => {
  const tab = ETS.new("many", ["ordered_set"]);
  const order = Array.from({ length: 5_000 }, (_unused, index) => (index * 7_919) % 5_000);
  for (const k of order) ETS.insert(tab, [k]);
  for (const k of order) if (k % 3 === 0) ETS.delete(tab, k);
  const expected = Array.from({ length: 5_000 }, (_unused, k) => k).filter((k) => k % 3 !== 0);
  assert.deepEqual(
    ETS.tab2list(tab).map(([k]: [number]) => k),
    expected,
  );
  assert.equal(ETS.prev(tab, 3_000), 2_999);
  assert.equal(ETS.last(tab), 4_999);
  ETS.delete(tab);
});

test("a walk in a fixed table goes on from a key that was deleted under it", () => {
  const tab = ETS.new("fixed", ["set"]);
  for (const k of ["a", "b", "c", "d"]) ETS.insert(tab, [k]);
  ETS.safeFixtable(tab, true);
  const seen: unknown[] = [];
  for (let at = ETS.first(tab); at !== "$end_of_table"; at = ETS.next(tab, at)) {
    seen.push(at);
    ETS.delete(tab, at);
  }
  ETS.safeFixtable(tab, false);
  assert.deepEqual(seen, ["a", "b", "c", "d"]);
  assert.equal(ETS.info(tab, "size"), 0);
  ETS.delete(tab);
});

test("a selection with a limit comes in portions, to the end", () => {
  const tab = ETS.new("portions", ["ordered_set"]);
  for (let k = 1; k <= 7; k++) ETS.insert(tab, [k, k % 2]);
  const odd = [[[ETS.v(1), 1], [], [ETS.v(1)]]] as const;
  const found: unknown[][] = [];
  for (let portion = ETS.select(tab, odd, 3); portion !== "$end_of_table"; portion = ETS.select(portion[1]))
    found.push(portion[0]);
  assert.deepEqual(found, [[1, 3, 5], [7]]);
  assert.deepEqual(ETS.selectReverse(tab, odd), [7, 5, 3, 1]);
  ETS.delete(tab);
});

test("selectReplace changes rows in place and refuses to change a key", () => {
  const tab = ETS.new("replace", ["set"]);
  ETS.insert(tab, [
    ["tea", 2],
    ["bun", 3],
  ]);
  const { v } = ETS;
  assert.equal(ETS.selectReplace(tab, [[[v(1), v(2)], [[">", v(2), 2]], [[[v(1), ["*", v(2), 10]]]]]]), 1);
  assert.deepEqual(ETS.lookup(tab, "bun"), [["bun", 30]]);
  assert.throws(
    () => ETS.selectReplace(tab, [[[v(1), v(2)], [], [[[v(2), v(1)]]]]]),
    (error: Error) => error instanceof ArgumentError && /sure to keep the key/.test(error.message),
  );
  ETS.delete(tab);
});

test("what is in a table cannot be changed from outside", () => {
  const tab = ETS.new("frozen", []);
  const value = { price: 3 };
  ETS.insert(tab, ["tea", value]);
  assert.throws(() => {
    value.price = 4;
  }, TypeError);
  ETS.delete(tab);
});

test("where messages are copied, so is what a table gives", async () => {
  const node = new Node({ clock: "virtual", isolation: "clone" });
  type Value = { price: number };
  const changed = await new Promise((resolve, reject) =>
    node.enter(() =>
      spawn(() => {
        try {
          const tab = ETS.new("copies");
          const value: Value = { price: 3 };
          ETS.insert(tab, ["tea", value]);
          const { v } = ETS;
          const portion = ETS.match(tab, ["tea", v(1)], 1);
          const read: unknown[] = [
            value,
            ETS.lookup(tab, "tea")[0][1],
            ETS.lookupElement(tab, "tea", 2),
            ETS.match(tab, ["tea", v(1)])[0]![0],
            ETS.matchObject(tab, ["tea", v(1)])[0][1],
            ETS.select(tab, [[["tea", v(1)], [], [v(1)]]])[0],
            portion === "$end_of_table" ? value : portion[0][0]![0],
            ETS.tab2list(tab)[0][1],
            ETS.foldl(([, found]: [string, Value]) => found, value, tab),
          ];
          for (const each of read) (each as Value).price = 99;
          resolve(ETS.lookup(tab, "tea"));
        } catch (error) {
          reject(error as Error);
        }
      }),
    ),
  );
  assert.deepEqual(changed, [["tea", { price: 3 }]]);
});

test("the heir gets the table when its owner ends, with the data it was promised", async () => {
  const run = await simulate(function* () {
    const heir = self();
    const owner: Pid = spawn(function* () {
      ETS.new("estate", ["named_table", ["heir", heir, "will"]]);
      ETS.insert("estate", ["silver", 12]);
      yield* receive();
    });
    yield* Process.sleep(1);
    send(owner, "die");
    const message = yield* receive(["ETS-TRANSFER"]);
    return [
      message[1],
      message[2] === owner,
      message[3],
      ETS.info("estate", "owner") === heir,
      ETS.lookup("estate", "silver"),
    ];
  });
  assert.deepEqual(run.result, ["estate", true, "will", true, [["silver", 12]]]);
});

test("misuse says what was expected, what came and what to do", () => {
  const tab = ETS.new("misuse", [["keypos", 2]]);
  const cases: [() => unknown, RegExp][] = [
    [() => ETS.lookup("no such table", 1), /expected a table that exists, got "no such table"/],
    [() => ETS.new("x", ["hash" as never]), /expected an option such as .*, got "hash"/],
    [() => ETS.insert(tab, ["short"]), /at least 2 elements, got \["short"\]/],
    [
      () => ETS.updateCounter(tab, "missing", 1),
      /expected a key that is in the table, or a default row, got "missing"/,
    ],
    [() => ETS.select(tab, "all" as never), /a match specification/],
    [() => ETS.select(tab, [[[ETS.v(1)], [], [ETS.v(2)]]]), /a variable that the head binds, got "\$2"/],
    [() => ETS.select(tab, [[[ETS.v(1)], [["even", 1]], [true]]]), /a guard function with its arguments/],
    [() => ETS.v(-1), /a whole number from 0, got -1/],
  ];
  for (const [misuse, message] of cases)
    assert.throws(misuse, (error: Error) => error instanceof ArgumentError && message.test(error.message));
  ETS.delete(tab);
});
