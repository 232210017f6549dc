import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, ETS, GenServer, Process, Registry, Supervisor, _, receive, self, send, spawn } from "beamish";
import { inProcess } from "./supervision/run.ts";

const unique = (name = "reg") => Registry.startLink({ keys: "unique", name });
const duplicate = (name = "reg") => Registry.startLink({ keys: "duplicate", name });

test(
  "a unique key belongs to one process, and the error says to whom",
  inProcess(function* () {
    const [[, partition] = []] = yield* Supervisor.whichChildren(yield* unique());
    assert.equal(Registry.register("reg", ["room", 7], "mine"), partition);
    assert.throws(() => Registry.register("reg", ["room", 7]), {
      name: "RegistryError",
      reason: ["already_registered", self()],
      message: /\["room", 7\] is already registered in "reg" by <.*>\. Choose another key\./,
    });
    assert.deepEqual(Registry.lookup("reg", ["room", 7]), [[self(), "mine"]]);
  }),
);

test(
  "a value can be replaced by its owner only",
  inProcess(function* () {
    yield* unique();
    Registry.register("reg", "k", 1);
    assert.deepEqual(
      Registry.updateValue("reg", "k", (n: number) => n + 1),
      [2, 1],
    );
    assert.deepEqual(Registry.lookup("reg", "k"), [[self(), 2]]);
    assert.equal(
      Registry.updateValue("reg", "other", (n: number) => n),
      "error",
    );
    yield* duplicate("dup");
    assert.throws(() => Registry.updateValue("dup", "k", (n: number) => n), /needs unique keys/);
  }),
);

test(
  "registering links the caller to the registry, and unregistering the last key unlinks it",
  inProcess(function* () {
    Process.unlink(yield* unique());
    const links = () => Process.info(self(), "links")![1];
    const pid = Registry.register("reg", "a");
    Registry.register("reg", "b");
    assert.deepEqual(links(), [pid]);
    Registry.unregister("reg", "a");
    assert.deepEqual(links(), [pid]);
    Registry.unregister("reg", "b");
    assert.deepEqual(links(), []);
    assert.deepEqual(Registry.keys("reg", self()), []);
  }),
);

test(
  "the tables end with the registry",
  inProcess(function* () {
    const pid = yield* unique();
    yield* GenServer.stop(pid);
    assert.throws(() => Registry.count("reg"), { name: "ArgumentError", message: /Start it first/ });
    assert.throws(() => GenServer.whereis(["via", Registry, ["reg", "k"]]), /Start it first/);
    yield* unique();
    assert.equal(Registry.count("reg"), 0);
  }),
);

test(
  "unregisterMatch leaves what does not match, and what is not one's own",
  inProcess(function* () {
    yield* duplicate();
    const me = self();
    spawn(function* () {
      Registry.register("reg", "k", ["n", 1]);
      send(me, "ready");
      yield* receive();
    });
    yield* receive();
    Registry.register("reg", "k", ["n", 1]);
    Registry.register("reg", "k", ["n", 5]);
    Registry.unregisterMatch("reg", "k", ["n", ETS.v(1)], [["<", ETS.v(1), 3]]);
    assert.deepEqual(Registry.values("reg", "k", me), [["n", 5]]);
    assert.equal(Registry.countMatch("reg", "k", ["n", _]), 2);
    assert.equal(Registry.countSelect("reg", [[[_, _, ["n", 1]], [], [true]]]), 1);
  }),
);

test(
  "a registry is a child, and so are the processes it names",
  inProcess(function* () {
    const via = ["via", Registry, ["reg", "counter"]] as const;
    const counter = { id: "counter", start: () => Agent.startLink(() => 0, { name: via }) };
    yield* Supervisor.startLink([[Registry, { keys: "unique", name: "reg" }], counter], {
      strategy: "one_for_all",
    });
    const first = GenServer.whereis(via)!;
    Process.exit(first, "kill");
    yield* Process.sleep(10);
    const second = GenServer.whereis(via)!;
    assert.notEqual(second, first);
    assert.equal(yield* Agent.get(via, (n: number) => n), 0);
  }),
);

test(
  "metadata can be removed",
  inProcess(function* () {
    yield* unique();
    Registry.putMeta("reg", "k", 1);
    assert.equal(Registry.meta("reg", "k"), 1);
    Registry.deleteMeta("reg", "k");
    assert.equal(Registry.meta("reg", "k"), undefined);
  }),
);

test("wrong options are refused", () => {
  const startLink = Registry.startLink as (options: unknown) => unknown;
  assert.throws(() => startLink({ name: "reg" }), {
    name: "ArgumentError",
    message: /"unique" or "duplicate"/,
  });
  assert.throws(() => startLink({ keys: "unique" }), { name: "ArgumentError", message: /`name`: a string/ });
  assert.throws(() => startLink(undefined), { name: "ArgumentError" });
});
