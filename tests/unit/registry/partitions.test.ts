/** A registry does the same with one partition and with eight. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, ETS, GenServer, Process, Registry, StartError, Supervisor, Sys, Task, _ } from "beamish";
import { receive, self, send, type Pid, type Steps } from "beamish";
import { inProcess } from "../supervision/run.ts";

/** A process that has registered itself, and waits. */
function* holder(key: unknown, value?: unknown): Steps<Pid> {
  const me = self();
  const pid = Task.start(function* () {
    send(me, ["registered", Registry.register("reg", key, value)]);
    yield* Process.sleep("infinity");
  });
  yield* receive(["registered"]);
  return pid;
}

function* kill(pid: Pid): Steps<void> {
  const monitor = Process.monitor(pid);
  Process.exit(pid, "kill");
  yield* receive(["DOWN", monitor]);
}

const links = () => Process.info(self(), "links")![1] as Pid[];
const sorted = (terms: readonly unknown[]) => terms.map((term) => JSON.stringify(term)).sort();
const [$1, $2, $3] = [1, 2, 3].map(ETS.v);

for (const keys of ["unique", "duplicate"] as const) {
  for (const partitions of [1, 8]) {
    const title = `${keys} keys, ${partitions} partition${partitions > 1 ? "s" : ""}`;
    const scenario = (name: string, body: (supervisor: Pid) => Steps<void>, listeners: string[] = []) =>
      test(
        `${title}: ${name}`,
        inProcess(function* () {
          yield* body(yield* Registry.startLink({ keys, name: "reg", partitions, listeners }));
        }),
      );

    scenario("the partitions are children of the registry", function* (supervisor) {
      const children = yield* Supervisor.whichChildren("reg");
      assert.equal(Process.whereis("reg"), supervisor);
      assert.deepEqual(
        children.map(([id]) => id).sort(),
        Array.from({ length: partitions }, (_none, index) => `reg.PIDPartition${index}`),
      );
      assert.ok(children.some(([, pid]) => pid === Registry.register("reg", "k")));
    });

    scenario("counts entries", function* () {
      assert.equal(Registry.count("reg"), 0);
      for (const key of ["hello", "world", "other"]) Registry.register("reg", key, "value");
      assert.equal(Registry.count("reg"), 3);
      assert.equal(Registry.countSelect("reg", [[[$1, _, _], [["=/=", $1, "other"]], [true]]]), 2);
    });

    scenario("knows its keys, each as often as it is registered", function* () {
      Registry.register("reg", "hello", 1);
      const again = () => Registry.register("reg", "hello", 2);
      if (keys === "unique") {
        const reason = ["already_registered", self()];
        assert.throws(again, { name: "RegistryError", reason });
      } else again();
      Registry.register("reg", ["w", 1], 3);
      const own = keys === "unique" ? [["w", 1], "hello"] : [["w", 1], "hello", "hello"];
      assert.deepEqual(Registry.keys("reg", self()), own);
      assert.deepEqual(Registry.values("reg", "hello", self()), keys === "unique" ? [1] : [1, 2]);
      assert.deepEqual(Registry.values("reg", "nobody", self()), []);
    });

    scenario("keys are compared strictly: a word is no number and no list of one", function* () {
      for (const key of [1, "1", [1], ["1"], true, "true", undefined, "undefined", { a: 1 }])
        Registry.register("reg", key, key);
      assert.equal(Registry.count("reg"), 9);
      assert.deepEqual(Registry.lookup("reg", "1"), [[self(), "1"]]);
      assert.deepEqual(Registry.lookup("reg", [1]), [[self(), [1]]]);
      assert.deepEqual(Registry.lookup("reg", { a: 1 }), [[self(), { a: 1 }]]);
    });

    scenario("a dead holder is no obstacle, even if its partition is asleep", function* () {
      const pid = yield* holder("hello", "value");
      for (const [, partition] of yield* Supervisor.whichChildren("reg"))
        yield* Sys.suspend(partition as Pid);
      yield* kill(pid);
      Registry.register("reg", "hello", "other");
      assert.deepEqual(Registry.lookup("reg", "hello"), [[self(), "other"]]);
    });

    scenario("nothing is left in any table of those who crash", function* () {
      const pids = [yield* holder("hello"), yield* holder("world"), yield* holder(["deep", { key: 1 }])];
      for (const pid of pids) yield* kill(pid);
      for (const [, partition] of yield* Supervisor.whichChildren("reg"))
        yield* GenServer.call(partition as Pid, "sync");
      const sizes = ETS.all().flatMap((tab) => (tab === "reg" ? [] : [ETS.info(tab, "size")]));
      assert.deepEqual(sizes, new Array(2 * partitions).fill(0));
    });

    scenario("links with the first key and unlinks with the last", function* () {
      const before = links();
      const server = Registry.register("reg", "a");
      assert.equal(Registry.register("reg", "b"), server);
      assert.ok(links().includes(server));
      Registry.unregister("reg", "a");
      assert.ok(links().includes(server));
      Registry.unregister("reg", "b");
      assert.deepEqual(links(), before);
      assert.equal(Registry.unregister("reg", "b"), "ok");
      assert.deepEqual(Registry.keys("reg", self()), []);
    });

    scenario("match takes patterns and guards", function* () {
      const value = [1, "atom", 2];
      Registry.register("reg", "hello", value);
      Registry.register("reg", "world", { a: "a", b: "b" });
      const found = [[self(), value]];
      const cases: readonly (readonly [unknown, unknown, unknown[], unknown])[] = [
        ["hello", [1, _, _], [], found],
        ["hello", [2, _, _], [], []],
        ["hello", [_, "atom", _], [], found],
        ["hello", [$1, _, $1], [], []],
        ["hello", _, [], found],
        ["hello", "_", [], found],
        [_, _, [], []],
        ["_", _, [], []],
        ["world", { b: "b" }, [], [[self(), { a: "a", b: "b" }]]],
        ["hello", [_, _, $1], [[">", $1, 1]], found],
        ["hello", [_, _, $1], [[">", $1, 2]], []],
        ["hello", [_, $1, _], [["is_atom", $1]], found],
        ["hello", _, [["=:=", ["element", 1, "$_"], "hello"]], found],
        ["hello", _, [["=:=", ["element", 1, ["element", 2, "$_"]], ["const", self()]]], found],
      ];
      for (const [key, pattern, guards, expected] of cases) {
        assert.deepEqual(Registry.match("reg", key, pattern, guards), expected);
        assert.equal(Registry.countMatch("reg", key, pattern, guards), (expected as unknown[]).length);
      }
      assert.throws(() => Registry.match("reg", "hello", _, [["even", 1]]), { name: "ArgumentError" });
    });

    scenario("select takes whole specifications", function* () {
      const me = self();
      Registry.register("reg", "hello", [1, "atom", 1]);
      Registry.register("reg", "world", { a: "a", b: "b" });
      const all = [
        ["hello", me, [1, "atom", 1]],
        ["world", me, { a: "a", b: "b" }],
      ];
      const cases: readonly (readonly [ETS.MatchSpec, unknown[]])[] = [
        [[[[$1, $2, $3], [], [[[$1, $2, $3]]]]], all],
        [[[[$1, $2, $3], [], ["$$"]]], all],
        [[[[_, _, _], [], ["$_"]]], all.map(([key, pid, value]) => [key, [pid, value]])],
        [[[["hello", $2, $3], [], [[["hello", $2, $3]]]]], [all[0]]],
        [[[["none", $2, $3], [], [$3]]], []],
        [[[[$1, me, [$2, "atom", $2]], [], [$1]]], ["hello"]],
        [[[["world", me, { b: "b" }], [], ["match"]]], ["match"]],
        [[[[$1, _, [$2, _, _]], [[">", $2, 0]], [$1]]], ["hello"]],
        [[[[$1, _, [$2, _, _]], [[">", $2, 1]], [$1]]], []],
        [
          [
            [["hello", _, _], [], [["element", 1, "$_"]]],
            [["world", _, _], [], [["element", 1, "$_"]]],
          ],
          ["hello", "world"],
        ],
      ];
      for (const [spec, expected] of cases)
        assert.deepEqual(sorted(Registry.select("reg", spec)), sorted(expected));
      const wrongHead = { name: "ArgumentError", message: /whose heads are \[key, pid, value\]/ };
      for (const wrong of [[["_", [], ["$_"]]], [[[$1, $2], [], [$1]]], "all"])
        for (const ask of [Registry.select, Registry.countSelect])
          assert.throws(() => ask("reg", wrong as never), wrongHead);
    });

    scenario("unregisterMatch takes patterns and guards, and keys that look like patterns", function* () {
      Registry.register("reg", "hello", [1, "atom", 1]);
      Registry.unregisterMatch("reg", "hello", [2, _, _]);
      Registry.unregisterMatch("reg", "hello", [$1, _, _], [[">", $1, 1]]);
      assert.equal(Registry.count("reg"), 1);
      Registry.register("reg", "_", "foo");
      Registry.unregisterMatch("reg", "_", "foo");
      assert.deepEqual(Registry.lookup("reg", "_"), []);
      assert.deepEqual(Registry.keys("reg", self()), ["hello"]);
      Registry.unregisterMatch("reg", "hello", [$1, _, _], [["<", $1, 2]]);
      assert.equal(Registry.count("reg"), 0);
    });

    scenario(
      "listeners hear of registrations",
      function* () {
        Process.register(self(), "ear");
        const pid = yield* holder("hello", "world");
        assert.deepEqual(yield* receive(["register"]), ["register", "reg", "hello", pid, "world"]);
        Registry.register("reg", "mine", 1);
        assert.deepEqual(yield* receive(), ["register", "reg", "mine", self(), 1]);
        Registry.unregister("reg", "mine");
        assert.deepEqual(yield* receive(), ["unregister", "reg", "mine", self()]);
      },
      ["ear"],
    );
  }
}

for (const partitions of [1, 8])
  test(
    `dispatch with ${partitions} partition${partitions > 1 ? "s" : ""}: in the caller, or by a task for each partition`,
    inProcess(function* () {
      yield* Registry.startLink({ keys: "duplicate", name: "reg", partitions });
      Process.flag("trap_exit", true);
      const me = self();
      const others: Pid[] = [];
      for (const n of [1, 2, 3, 4, 5]) others.push(yield* holder("hello", n));
      Registry.register("reg", "world", 6);
      for (const parallel of [false, true]) {
        const never = () => assert.fail("there are no entries");
        assert.equal(yield* Registry.dispatch("reg", "nobody", never, { parallel }), "ok");
        const tell = (entries: (readonly [Pid, unknown])[]) =>
          send(me, ["told", self() === me, entries.map(([, value]) => value)]);
        yield* Registry.dispatch("reg", "hello", tell, { parallel });
        const values: unknown[] = [];
        while (values.length < 5) {
          const [, isCaller, some] = yield* receive<[string, boolean, unknown[]]>(["told"]);
          assert.equal(isCaller, !parallel || partitions === 1);
          values.push(...some);
        }
        assert.deepEqual(values.sort(), [1, 2, 3, 4, 5]);
      }
      assert.equal(yield* receive(undefined, { after: 0 }), "timeout");
    }),
  );

for (const partitions of [1, 8])
  test(
    `a lock in ${partitions} is held by one at a time, in the order of asking, and by no dead`,
    inProcess(function* () {
      yield* Registry.startLink({ keys: "unique", name: "reg", partitions });
      const log: string[] = [];
      const hold = (who: string, key: unknown, ms: number) =>
        Task.async(() =>
          Registry.lock("reg", key, function* () {
            log.push(`${who} in`);
            yield* Process.sleep(ms);
            log.push(`${who} out`);
            return who;
          }),
        );
      const results = ["a", "b", "c"].map((who) => hold(who, ["same", 1], 10));
      const free = hold("other", ["same", 2], 1);
      assert.deepEqual(yield* Task.awaitMany([...results, free]), ["a", "b", "c", "other"]);
      const same = log.filter((line) => !line.startsWith("other"));
      assert.deepEqual(same, ["a in", "a out", "b in", "b out", "c in", "c out"]);
      assert.equal(log.indexOf("other out"), 2);

      // One dies while it holds the lock, another while it waits.
      const [holding, waiting, last] = [hold("x", "k", 1e6), hold("y", "k", 1e6), hold("z", "k", 1)];
      yield* Process.sleep(1);
      yield* Task.shutdown(waiting, "brutal_kill");
      yield* Task.shutdown(holding, "brutal_kill");
      assert.equal(yield* Task.await(last), "z");

      // One fails, and the lock is free again; entries of the same key are another matter.
      const failing = () =>
        Registry.lock("reg", "k", () => {
          throw new RangeError("inside");
        });
      const caught = yield* Task.yield(
        Task.async(function* () {
          try {
            return yield* failing();
          } catch (error) {
            return (error as Error).message;
          }
        }),
      );
      assert.deepEqual(caught, ["ok", "inside"]);
      Registry.register("reg", "k", 1);
      assert.equal(yield* Registry.lock("reg", "k", () => Registry.lookup("reg", "k").length), 1);
      assert.throws(() => Registry.lock("reg", "k", 5 as never), /a function or a generator function, got 5/);
      assert.throws(() => Registry.lock("nope", "k", () => 1), /the name of a registry/);
    }),
  );

test(
  "a partition of duplicate keys is restarted alone, one of unique keys with all others",
  inProcess(function* () {
    for (const keys of ["duplicate", "unique"] as const) {
      yield* Registry.startLink({ keys, name: keys, partitions: 3 });
      const before = new Map((yield* Supervisor.whichChildren(keys)).map(([id, pid]) => [id, pid]));
      yield* kill(before.get(`${keys}.PIDPartition1`) as Pid);
      const after = yield* Supervisor.whichChildren(keys);
      const changed = after.filter(([id, pid]) => before.get(id) !== pid).length;
      assert.equal(changed, keys === "duplicate" ? 1 : 3);
      Registry.register(keys, "still", "here");
      assert.equal(Registry.count(keys), 1);
    }
  }),
);

test(
  "a name may bring its value, and a taken one says who has it",
  inProcess(function* () {
    yield* Registry.startLink({ keys: "unique", name: "reg" });
    const name = ["via", Registry, ["reg", "hello", "value"]] as const;
    const pid = yield* Agent.startLink(() => 0, { name });
    assert.deepEqual(Registry.lookup("reg", "hello"), [[pid, "value"]]);
    yield* Agent.update(name, (n: number) => n + 1);
    assert.equal(yield* Agent.get(name, (n: number) => n), 1);
    try {
      yield* Agent.start(() => 0, { name });
      assert.fail("the name is taken");
    } catch (thrown) {
      assert.ok(thrown instanceof StartError);
      assert.deepEqual(thrown.reason, ["already_started", pid]);
    }
    assert.equal(Registry.registerName(["reg", "hello"], self()), "no");
    assert.equal(Registry.registerName(["reg", "other", 5], self()), "yes");
    assert.deepEqual(Registry.lookup("reg", "other"), [[self(), 5]]);
    Registry.unregisterName(["reg", "other"]);
    assert.equal(Registry.whereisName(["reg", "other"]), undefined);
    assert.throws(() => Registry.send(["reg", "other"], "hi"), /a key that one process has/);
    assert.throws(() => Registry.registerName(["reg", "x"], pid), /the pid of the calling process/);
  }),
);

test(
  "duplicate keys name nobody, and unknown registries are named in the error",
  inProcess(function* () {
    yield* Registry.startLink({ keys: "duplicate", name: "reg" });
    const name = ["via", Registry, ["reg", "hello"]] as const;
    assert.throws(() => GenServer.whereis(name), /a via name needs unique keys/);
    assert.equal(Registry.registerName(["reg", "hello"], self()), "yes");
    assert.equal(Registry.registerName(["reg", "hello"], self()), "yes");
    assert.throws(() => Registry.send(["reg", "hello"], "hi"), /a key that one process has/);
    assert.throws(() => Registry.updateValue("reg", "k", (n) => n), /updateValue needs unique keys/);
    const unknown = { name: "ArgumentError", message: /the name of a registry, got "unknown"/ };
    const calls: readonly (() => unknown)[] = [
      () => Registry.register("unknown", "k"),
      () => Registry.unregister("unknown", "k"),
      () => Registry.unregisterMatch("unknown", "k", _),
      () => Registry.lookup("unknown", "k"),
      () => Registry.keys("unknown", self()),
      () => Registry.values("unknown", "k", self()),
      () => Registry.match("unknown", "k", _),
      () => Registry.count("unknown"),
      () => Registry.select("unknown", [[[_, _, _], [], [true]]]),
      () => Registry.dispatch("unknown", "k", () => 0),
      () => Registry.meta("unknown", "k"),
      () => Registry.putMeta("unknown", "k", 1),
      () => Registry.deleteMeta("unknown", "k"),
      () => Registry.whereisName(["unknown", "k"]),
    ];
    for (const call of calls) assert.throws(call, unknown);
    assert.throws(
      () => Registry.dispatch("reg", "k", "all" as never),
      /a function of the entries, got "all"/,
    );
  }),
);

test("a registry is specified by its name, and its options are checked", () => {
  assert.equal(Registry.childSpec({ keys: "unique", name: "custom" }).id, "custom");
  assert.equal(Registry.childSpec({} as never).id, "Registry");
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [{ name: "a" }, /`keys`: "unique" or "duplicate", got undefined/],
    [{ keys: "both", name: "a" }, /`keys`.*got "both"/],
    [{ keys: "unique" }, /`name`: a string, got undefined/],
    [{ keys: "unique", name: [] }, /`name`: a string, got \[\]/],
    [{ keys: "unique", name: "a", partitions: 0 }, /`partitions`.*got 0/],
    [{ keys: "unique", name: "a", partitions: "2" }, /`partitions`.*got "2"/],
    [{ keys: "unique", name: "a", listeners: "ear" }, /`listeners`.*got "ear"/],
    [{ keys: "unique", name: "a", listeners: [1] }, /`listeners`.*got \[1\]/],
    [{ keys: "unique", name: "a", meta: [1] }, /`meta`.*got \[1\]/],
    [{ keys: "unique", name: "a", meta: 5 }, /`meta`.*got 5/],
  ];
  for (const [options, message] of wrong)
    assert.throws(() => Registry.startLink(options as never), { name: "ArgumentError", message });
});
