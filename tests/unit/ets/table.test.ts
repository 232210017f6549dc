/** Tables as wholes: their options, their owners, and who may do what. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, ETS, Process, _, receive, self, send, spawn, type Pid, type Steps } from "beamish";
import { inProcess } from "../supervision/run.ts";

type New = Parameters<typeof ETS.new>[1];
const refused = { name: "ArgumentError" };

/** A process that runs what it is sent, and answers with the result or the error. */
const worker = (): Pid =>
  spawn(function* () {
    for (;;) {
      const [from, act] = yield* receive<readonly [Pid, () => unknown]>(
        (message) => Array.isArray(message) && typeof message[1] === "function",
      );
      let result: unknown;
      try {
        result = act();
      } catch (error) {
        result = error;
      }
      send(from, ["result", result]);
    }
  });

function* runIn<T>(pid: Pid, act: () => T): Steps<T> {
  send(pid, [self(), act]);
  return (yield* receive<[string, T]>(["result"]))[1];
}

test("a table is a protected set with its key in front, unless options say otherwise", () => {
  const facts = (options: New) => {
    const { type, protection, keypos, named_table, heir, size } = ETS.info(ETS.new("facts", options));
    return [type, protection, keypos, named_table, heir, size];
  };
  assert.deepEqual(facts([]), ["set", "protected", 1, false, "none", 0]);
  assert.deepEqual(facts(["set", "bag"]), ["bag", "protected", 1, false, "none", 0]);
  assert.deepEqual(facts(["private", "public", ["keypos", 3]]), ["set", "public", 3, false, "none", 0]);
  assert.deepEqual(facts(["named_table", "ordered_set", "compressed", ["write_concurrency", "auto"]]), [
    "ordered_set",
    "protected",
    1,
    true,
    "none",
    0,
  ]);
  assert.deepEqual(ETS.info("facts", "compressed"), true);
  assert.deepEqual(ETS.info("facts", "write_concurrency"), "auto");
  ETS.delete("facts");
});

test("what is no option, and no name, is refused", () => {
  const wrong: unknown[] = [
    "set",
    5,
    { type: "bag" },
    ["hash"],
    [["keypos", 0]],
    [["keypos", 1.5]],
    [["keypos", "x"]],
    [["heir", "x", 1]],
    [["heir", self()]],
    [["read_concurrency", "maybe"]],
    [["write_concurrency", 1]],
    [["compressed", true]],
    [["named_table"]],
    [undefined],
  ];
  for (const options of wrong) assert.throws(() => ETS.new("bad", options as never), refused);
  for (const name of [5, undefined, ["a"]]) assert.throws(() => ETS.new(name as never, []), refused);
  assert.deepEqual(
    ETS.all().filter((tab) => ETS.info(tab, "name") === "bad"),
    [],
  );
});

test("a name belongs to one table, until that is deleted or renamed", () => {
  ETS.new("first", ["named_table"]);
  assert.throws(() => ETS.new("first", ["named_table"]), /a name that no other table has, got "first"/);
  const nameless = ETS.new("first");
  assert.notEqual(nameless, "first");
  assert.equal(ETS.rename("first", "second"), "second");
  assert.throws(() => ETS.rename("first", "third"), /a table that exists, got "first"/);
  assert.equal(ETS.whereis("first"), undefined);
  ETS.new("first", ["named_table"]);
  assert.throws(() => ETS.rename("first", "second"), /a name that no other table has/);
  assert.equal(ETS.rename(nameless, "second"), nameless);
  assert.equal(ETS.info(nameless, "name"), "second");
  assert.equal(ETS.whereis("second"), ETS.info("second", "id"));
  assert.throws(() => ETS.whereis(5 as never), refused);
  assert.ok(ETS.all().includes("first") && ETS.all().includes(nameless));
  for (const tab of ["first", "second", nameless]) ETS.delete(tab);
  assert.ok(!ETS.all().includes("first"));
});

test("the key may stand anywhere in a row", () => {
  for (const type of ["set", "ordered_set", "bag", "duplicate_bag"] as const) {
    const tab = ETS.new("keypos", [type, ["keypos", 2]]);
    ETS.insert(tab, [["x", "k", 1]]);
    assert.deepEqual(ETS.lookup(tab, "k"), [["x", "k", 1]]);
    assert.deepEqual(ETS.lookup(tab, "x"), []);
    assert.throws(() => ETS.insert(tab, ["x"]), /at least 2 elements/);
    assert.deepEqual(ETS.match(tab, [_, "k", ETS.v(1)]), [[1]]);
    ETS.delete(tab);
  }
});

/** What may be asked of a table, by the right that it needs. */
const CALLS: Readonly<Record<"read" | "write" | "own", readonly ((tab: ETS.Tab) => unknown)[]>> = {
  read: [
    (tab) => ETS.lookup(tab, "k"),
    (tab) => ETS.lookupElement(tab, "k", 2),
    (tab) => ETS.member(tab, "k"),
    (tab) => ETS.first(tab),
    (tab) => ETS.last(tab),
    (tab) => ETS.next(tab, "k"),
    (tab) => ETS.prev(tab, "k"),
    (tab) => ETS.match(tab, [_, _]),
    (tab) => ETS.matchObject(tab, [_, _], 1),
    (tab) => ETS.select(tab, [[[_, _], [], [true]]]),
    (tab) => ETS.selectReverse(tab, [[[_, _], [], [true]]], 1),
    (tab) => ETS.selectCount(tab, [[[_, _], [], [true]]]),
    (tab) => ETS.tab2list(tab),
    (tab) => ETS.foldl((_row, sum) => sum, 0, tab),
    (tab) => ETS.foldr((_row, sum) => sum, 0, tab),
    (tab) => ETS.safeFixtable(tab, true),
    (tab) => ETS.safeFixtable(tab, false),
  ],
  write: [
    (tab) => ETS.insert(tab, ["k", 1]),
    (tab) => ETS.insertNew(tab, ["k", 1]),
    (tab) => ETS.updateCounter(tab, "k", 1),
    (tab) => ETS.updateElement(tab, "k", [2, 5]),
    (tab) => ETS.selectReplace(tab, [[["none", _], [], ["$_"]]]),
    (tab) => ETS.selectDelete(tab, [[["none", _], [], [true]]]),
    (tab) => ETS.matchDelete(tab, ["none", _]),
    (tab) => ETS.deleteObject(tab, ["none", 1]),
    (tab) => ETS.take(tab, "none"),
    (tab) => ETS.delete(tab, "none"),
    (tab) => ETS.deleteAllObjects(tab),
    (tab) => ETS.initTable(tab, () => "end_of_input"),
    (tab) => ETS.rename(tab, "renamed"),
    (tab) => ETS.delete(tab),
  ],
  own: [(tab) => ETS.setopts(tab, ["heir", "none"]), (tab) => ETS.giveAway(tab, self(), 1)],
};

for (const [protection, rights] of [
  ["public", ["read", "write"]],
  ["protected", ["read"]],
  ["private", []],
] as const)
  test(
    `a ${protection} table gives others the right to ${rights.join(" and ") || "nothing"}`,
    inProcess(function* () {
      const other = worker();
      for (const right of ["read", "write", "own"] as const)
        for (const call of CALLS[right]) {
          const tab = ETS.new("protection", [protection]);
          ETS.insert(tab, ["k", 1]);
          const result: unknown = yield* runIn(other, () => call(tab));
          const may = (rights as readonly string[]).includes(right);
          assert.equal(result instanceof ArgumentError, !may, `${String(call)} gives ${String(result)}`);
          if (!may)
            assert.match((result as Error).message, /to be called by the owner of table .*, got <.*>/);
        }
    }),
  );

test("a table that is gone, or none, is refused by every function", () => {
  const gone = ETS.new("gone");
  ETS.delete(gone);
  const calls = Object.values(CALLS).flat();
  for (const call of calls)
    for (const tab of [gone, "no such table", 5 as never, undefined as never])
      assert.throws(() => call(tab), /a table that exists, got/);
  assert.equal(ETS.info(gone), undefined);
  assert.equal(ETS.info("no such table", "size"), undefined);
  assert.throws(() => ETS.info(5 as never), /ETS.info: expected a table, got 5/);
});

test("info tells what there is to know, item by item", () => {
  const tab = ETS.new("info", ["bag", ["keypos", 2], "private"]);
  const all = ETS.info(tab);
  for (const [item, value] of Object.entries(all)) assert.deepEqual(ETS.info(tab, item), value);
  assert.deepEqual(
    [all.name, all.type, all.keypos, all.protection, all.owner, all.size, all.named_table, all.id],
    ["info", "bag", 2, "private", self(), 0, false, tab],
  );
  assert.throws(() => ETS.info(tab, "colour"), /one of id, name.*got "colour"/);
  ETS.delete(tab);
});

test(
  "the tables of a process end with it, however many they are",
  inProcess(function* () {
    const owner = worker();
    const before = ETS.all().length;
    const tabs = yield* runIn(owner, () => {
      const made = Array.from({ length: 50 }, (_none, n) => ETS.new(`t${n}`, n % 2 ? ["named_table"] : []));
      ETS.insert(
        made[0]!,
        Array.from({ length: 5_000 }, (_none, n) => [n, n]),
      );
      return made;
    });
    assert.equal(ETS.all().length, before + 50);
    const monitor = Process.monitor(owner);
    Process.exit(owner, "kill");
    yield* receive(["DOWN", monitor]);
    for (const tab of tabs) assert.equal(ETS.info(tab), undefined);
    assert.equal(ETS.all().length, before);
    ETS.delete(ETS.new("t1", ["named_table"]));
  }),
);

test(
  "the heir gets a table, if it lives; a dead one, and the owner itself, do not",
  inProcess(function* () {
    const me = self();
    for (const options of [
      [["heir", me, ["will", 1]]],
      ["named_table", ["heir", me, ["will", 1]]],
      [
        ["heir", me, "old"],
        ["heir", me, ["will", 1]],
      ],
    ] as New[]) {
      const owner = worker();
      const tab = yield* runIn(owner, () => ETS.new("estate", options));
      Process.exit(owner, "kill");
      assert.deepEqual(yield* receive(["ETS-TRANSFER"]), ["ETS-TRANSFER", tab, owner, ["will", 1]]);
      assert.equal(ETS.info(tab, "owner"), me);
      ETS.delete(tab);
    }
    const dead = worker();
    yield* Process.exit(dead, "kill");
    const owner = worker();
    const tab = yield* runIn(owner, () => ETS.new("estate", ["public", ["heir", dead, 1]]));
    assert.equal(ETS.info(tab, "heir"), "none");
    yield* runIn(owner, () => ETS.setopts(tab, ["heir", me, 1]));
    assert.equal(ETS.info(tab, "heir"), me);
    yield* runIn(owner, () =>
      ETS.setopts(tab, [
        ["heir", "none"],
        ["protection", "private"],
      ]),
    );
    assert.deepEqual([ETS.info(tab, "heir"), ETS.info(tab, "protection")], ["none", "private"]);
    Process.exit(owner, "kill");
    assert.equal(yield* receive(undefined, { after: 1 }), "timeout");
    assert.equal(ETS.info(tab), undefined);
  }),
);

test(
  "a table can be given away, by its owner, to another that lives",
  inProcess(function* () {
    const me = self();
    const other = worker();
    const tab = ETS.new("gift", ["private", "named_table"]);
    ETS.insert(tab, ["k", 1]);
    assert.equal(ETS.giveAway(tab, other, { note: 1 }), true);
    assert.throws(() => ETS.lookup(tab, "k"), refused);
    assert.throws(() => ETS.giveAway(tab, me, 1), refused);
    assert.deepEqual(yield* runIn(other, () => [ETS.lookup(tab, "k"), ETS.info(tab, "owner")]), [
      [["k", 1]],
      other,
    ]);
    yield* runIn(other, () => ETS.giveAway(tab, me, "back"));
    assert.deepEqual(yield* receive(["ETS-TRANSFER"]), ["ETS-TRANSFER", "gift", other, "back"]);
    yield* Process.exit(other, "kill");
    assert.throws(() => ETS.giveAway(tab, other, 1), /a process that is alive/);
    assert.throws(() => ETS.giveAway(tab, me, 1), /another process/);
    assert.throws(() => ETS.giveAway(tab, "shop" as never, 1), /a pid, got "shop"/);
    assert.deepEqual(ETS.lookup(tab, "k"), [["k", 1]]);
  }),
);

test("setopts changes heir and protection, each once, and nothing else", () => {
  const tab = ETS.new("options");
  const wrong: unknown[] = [
    ["type", "bag"],
    "bag",
    "public",
    5,
    ["protection", "open"],
    ["heir", self()],
    [
      ["heir", "none"],
      ["heir", "none"],
    ],
  ];
  for (const options of wrong) assert.throws(() => ETS.setopts(tab, options as never), refused);
  assert.equal(ETS.setopts(tab, ["protection", "public"]), true);
  assert.equal(ETS.setopts(tab, []), true);
  assert.equal(ETS.info(tab, "protection"), "public");
  ETS.delete(tab);
});

test("initTable replaces what was there by what a function reads", () => {
  const tab = ETS.new("read", ["ordered_set"]);
  ETS.insert(tab, ["old", 0]);
  const reads: string[] = [];
  const from = (n: number): ETS.Reader => {
    return (what) => {
      reads.push(what);
      return n > 3 ? "end_of_input" : [[[n, "x"]], from(n + 1)];
    };
  };
  assert.equal(ETS.initTable(tab, from(1)), true);
  assert.deepEqual(
    ETS.tab2list(tab).map(([n]: [number]) => n),
    [1, 2, 3],
  );
  const failing: ETS.Reader = (what) => {
    reads.push(what);
    if (what === "read") throw new RangeError("no more");
    return "end_of_input";
  };
  assert.throws(() => ETS.initTable(tab, failing), RangeError);
  assert.deepEqual(reads, ["read", "read", "read", "read", "read", "close"]);
  assert.equal(ETS.info(tab, "size"), 0);
  assert.throws(
    () => ETS.initTable(tab, () => 5 as never),
    /\[rows, nextFunction\] or "end_of_input", got 5/,
  );
  assert.throws(() => ETS.initTable(tab, 5 as never), /a function that reads rows/);
  ETS.delete(tab);
});

test("options that change how the BEAM stores a table are kept, and a table of every type works with them", () => {
  for (const type of ["set", "ordered_set", "bag", "duplicate_bag"] as const) {
    const tab = ETS.new("tuned", [
      type,
      ["read_concurrency", true],
      ["write_concurrency", "auto"],
      ["decentralized_counters", true],
      "compressed",
    ]);
    assert.equal(ETS.info(tab, "type"), type);
    assert.deepEqual(
      (["read_concurrency", "write_concurrency", "decentralized_counters", "compressed"] as const).map(
        (item) => ETS.info(tab, item),
      ),
      [true, "auto", true, true],
    );
    ETS.insert(tab, [1, "a"]);
    assert.deepEqual(ETS.lookup(tab, 1), [[1, "a"]]);
    ETS.delete(tab);
  }
});
