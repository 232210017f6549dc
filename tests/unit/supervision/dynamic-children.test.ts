/** The children of a DynamicSupervisor through starts, ends and stops; and partitions that come and go. As Elixir tests them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Agent,
  DynamicSupervisor,
  GenServer,
  PartitionSupervisor,
  Process,
  StartError,
  Supervisor,
  receive,
  type Pid,
} from "beamish";
import { inProcess } from "./run.ts";
import { Worker, child, counts, end, reasonOf, start, startsWith } from "./worker.ts";

const error = () => {
  throw new StartError("no");
};

test(
  "what a start gives or throws is what the caller gets",
  inProcess(function* () {
    const sup = yield* DynamicSupervisor.startLink();
    const add = (result: unknown) =>
      DynamicSupervisor.startChild(sup, child("c", { start: startsWith(result) }));
    assert.equal(yield* add(undefined), undefined);
    assert.equal(yield* reasonOf(() => add(error)), "no");
    assert.equal(yield* reasonOf(() => add("unknown")), "unknown");
    const oops = new Error("oops");
    const thrown = (what: unknown) => () => {
      throw what;
    };
    assert.equal(yield* reasonOf(() => add(thrown(oops))), oops);
    assert.deepEqual(yield* reasonOf(() => add(thrown("oops"))), ["nocatch", "oops"]);
    assert.deepEqual(yield* DynamicSupervisor.countChildren(sup), counts(0, 0, 0, 0));
  }),
);

for (const [restart, reason, isRestarted] of [
  ["temporary", "shutdown", false],
  ["temporary", "whatever", false],
  ["transient", "shutdown", false],
  ["transient", ["shutdown", "signal"], false],
  ["transient", "whatever", true],
  ["permanent", "shutdown", true],
  ["permanent", ["shutdown", "signal"], true],
  ["permanent", "whatever", true],
] as const)
  test(
    `a ${restart} child that ends by ${String(reason)} is ${isRestarted ? "restarted" : "forgotten"}`,
    inProcess(function* () {
      const sup = yield* DynamicSupervisor.startLink();
      const pid = yield* DynamicSupervisor.startChild(sup, child("c", { restart }));
      yield* end(pid!, reason);
      const active = isRestarted ? 1 : 0;
      assert.deepEqual(yield* DynamicSupervisor.countChildren(sup), counts(active, active, 0, active));
    }),
  );

test(
  "a child that is ignored when it is restarted is forgotten, one that fails once is tried again",
  inProcess(function* () {
    const sup = yield* DynamicSupervisor.startLink({ maxRestarts: 100, maxChildren: 1 });
    for (const [again, active] of [
      [undefined, 0],
      [error, 1],
      ["unknown", 1],
    ] as const) {
      const spec = child("c", { start: startsWith(start, again, start) });
      const pid = yield* DynamicSupervisor.startChild(sup, spec);
      yield* end(pid!, "crash");
      assert.deepEqual(yield* DynamicSupervisor.countChildren(sup), counts(active, active, 0, active));
      const [found] = yield* DynamicSupervisor.whichChildren(sup);
      if (found !== undefined) yield* DynamicSupervisor.terminateChild(sup, found[1] as Pid);
    }
  }),
);

test(
  "restarts that fail count, and end the supervisor when there are too many",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const sup = yield* DynamicSupervisor.startLink({ maxRestarts: 5 });
    const pid = yield* DynamicSupervisor.startChild(sup, child("c", { start: startsWith(start, error) }));
    GenServer.cast(pid!, "crash");
    assert.deepEqual(yield* receive(["EXIT", sup]), ["EXIT", sup, "shutdown"]);
  }),
);

for (const [shutdown, stop, reason] of [
  ["brutal_kill", 0, "killed"],
  ["infinity", 10_000, "shutdown"],
  [1000, 0, "shutdown"],
  [0, 10, "killed"],
] as const)
  test(
    `shutdown ${shutdown}: children that take ${stop} ms end as ${reason}, by themselves or all together`,
    inProcess(function* () {
      const sup = yield* DynamicSupervisor.startLink();
      const slow = child("c", { shutdown, start: () => GenServer.startLink(Worker, { stop }) });
      const monitors = [];
      for (let i = 0; i < 3; i++)
        monitors.push(Process.monitor((yield* DynamicSupervisor.startChild(sup, slow))!));
      const [[, first] = []] = yield* DynamicSupervisor.whichChildren(sup);
      yield* DynamicSupervisor.terminateChild(sup, first as Pid);
      assert.deepEqual(yield* DynamicSupervisor.countChildren(sup), counts(2, 2, 0, 2));
      yield* DynamicSupervisor.stop(sup);
      for (const monitor of monitors) assert.equal((yield* receive<unknown[]>(["DOWN", monitor]))[4], reason);
    }),
  );

test(
  "children are listed in the order of their pids, so that a restarted one comes last",
  inProcess(function* () {
    const sup = yield* DynamicSupervisor.startLink();
    const [a, b] = [
      yield* DynamicSupervisor.startChild(sup, child("a")),
      yield* DynamicSupervisor.startChild(sup, child("b")),
    ];
    yield* end(a!, "crash");
    const [[, first] = [], [, second] = []] = yield* DynamicSupervisor.whichChildren(sup);
    assert.equal(first, b);
    assert.ok(second !== a && second !== b);
  }),
);

test(
  "options of the process go with those of the supervisor; what only OTP's supervisor has is refused",
  inProcess(function* () {
    const sup = yield* DynamicSupervisor.startLink({ spawnOpt: { priority: "high" }, maxChildren: 3 });
    assert.deepEqual(Process.info(sup, "priority"), ["priority", "high"]);
    for (const [spec, why] of [
      [{}, ["invalid_child_spec", {}]],
      [{ id: 1, start: 7 }, ["invalid_mfa", 7]],
      [child("a", { shutdown: -1 }), ["invalid_shutdown", -1]],
      [child("a", { significant: true }), ["invalid_significant", true]],
    ] as const)
      assert.throws(
        () => DynamicSupervisor.startChild(sup, spec as never),
        (thrown) => (assert.deepEqual((thrown as { reason: unknown }).reason, why), true),
      );
    assert.throws(
      () => DynamicSupervisor.startLink({ autoShutdown: "any_significant" } as never),
      /autoShutdown/,
    );
    yield* Process.sleep(0);
  }),
);

test(
  "the id of a supervisor as a child is its name, or the key of that",
  inProcess(function* () {
    const children: Supervisor.Child[] = [
      [DynamicSupervisor, { name: "simple" }],
      [DynamicSupervisor, { name: ["global", "g"] }],
      [PartitionSupervisor, { name: "p", childSpec: child("c") }],
      [DynamicSupervisor, {}],
    ];
    const sup = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
    const ids = (yield* Supervisor.whichChildren(sup)).map(([id, , type]) => [id, type]);
    assert.deepEqual(ids.reverse(), [
      ["simple", "supervisor"],
      ["g", "supervisor"],
      ["p", "supervisor"],
      ["DynamicSupervisor", "supervisor"],
    ]);
    assert.deepEqual(yield* DynamicSupervisor.whichChildren(["global", "g"]), []);
    const [reason] = (yield* reasonOf(() => Supervisor.startChild(sup, [DynamicSupervisor, {}]))) as [string];
    assert.equal(reason, "already_started");
  }),
);

test(
  "partitions can be fewer and more again, and keys go to those that are left",
  inProcess(function* () {
    const name = ["global", "parts"] as const;
    yield* PartitionSupervisor.startLink({ name, partitions: 4, childSpec: [Agent, () => 0] });
    for (const count of [3, 2, 1, 2, 4]) {
      yield* PartitionSupervisor.resize(name, count);
      assert.equal(PartitionSupervisor.partitions(name), count);
      assert.deepEqual(yield* PartitionSupervisor.countChildren(name), counts(4, count, 0, 4));
      const found = [0, 1, 2, 3].map((key) => PartitionSupervisor.whereisName([name, key]));
      assert.equal(new Set(found).size, count);
      assert.ok(found.every((pid) => pid !== undefined && Process.alive(pid)));
    }
    assert.equal(yield* PartitionSupervisor.resize(name, 0), 4);
    assert.throws(() => PartitionSupervisor.whereisName([name, 0]), /zero partitions/);
    assert.equal(yield* PartitionSupervisor.resize(name, 4), 0);
    try {
      yield* PartitionSupervisor.resize(name, 5);
      assert.fail("there are no more");
    } catch (thrown) {
      assert.match(String(thrown), /from 0 to 4, got 5/);
    }
    yield* PartitionSupervisor.stop(name);
    assert.throws(() => PartitionSupervisor.partitions(name), /no process/);
  }),
);

test(
  "partitions may be supervisors, and take no significant children",
  inProcess(function* () {
    yield* PartitionSupervisor.startLink({ name: "d", partitions: 2, childSpec: [DynamicSupervisor, {}] });
    assert.deepEqual(yield* PartitionSupervisor.countChildren("d"), counts(2, 2, 2, 0));
    for (let key = 0; key < 10; key++)
      yield* DynamicSupervisor.startChild(
        ["via", PartitionSupervisor, ["d", `key ${key}`]],
        [Agent, () => key],
      );
    let sum = 0;
    for (const [, part] of yield* PartitionSupervisor.whichChildren("d"))
      for (const [, pid] of yield* DynamicSupervisor.whichChildren(part as Pid))
        sum += yield* Agent.get(pid as Pid, (key: number) => key);
    assert.equal(sum, 45);
    const bad = { name: "e", childSpec: child("c"), autoShutdown: "any_significant" } as never;
    assert.throws(() => PartitionSupervisor.startLink(bad), /autoShutdown/);
  }),
);
