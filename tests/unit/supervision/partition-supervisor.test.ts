import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, GenServer, PartitionSupervisor, Process, Supervisor } from "beamish";
import { inProcess } from "./run.ts";

const via = (key: unknown) => ["via", PartitionSupervisor, ["parts", key]] as const;
const counter: Supervisor.ChildSpec = { id: "counter", start: () => Agent.startLink(() => 0) };

test(
  "a key always leads to the same partition, and keys of any kind are spread",
  inProcess(function* () {
    yield* PartitionSupervisor.startLink({ childSpec: counter, name: "parts", partitions: 4 });
    const keys = Array.from({ length: 100 }, (_, i) => ["user", i, { name: `n${i}` }]);
    const found = keys.map((key) => GenServer.whereis(via(key)));
    assert.deepEqual(
      keys.map((key) => GenServer.whereis(via(structuredClone(key)))),
      found,
    );
    assert.equal(new Set(found).size, 4);
    assert.equal(GenServer.whereis(via(-1)), GenServer.whereis(via(1)));
  }),
);

test(
  "a message can be sent to a partition, and nobody can take its name",
  inProcess(function* () {
    yield* PartitionSupervisor.startLink({ childSpec: counter, name: "parts" });
    assert.equal(PartitionSupervisor.partitions("parts"), 1);
    yield* Agent.update(via("x"), (n: number) => n + 1);
    assert.equal(yield* Agent.get(via("y"), (n: number) => n), 1);
    assert.throws(
      () => PartitionSupervisor.registerName(["parts", "x"], GenServer.whereis(via(0))!),
      /cannot become/,
    );
    assert.throws(() => PartitionSupervisor.unregisterName(["parts", "x"]), /keep their places/);
  }),
);

test(
  "without a supervisor there are no partitions",
  inProcess(function* () {
    const noproc = { name: "Exit", reason: ["noproc", ["PartitionSupervisor", "partitions", ["parts"]]] };
    assert.throws(() => GenServer.whereis(via(0)), noproc);
    assert.throws(() => PartitionSupervisor.partitions("parts"), noproc);
    assert.throws(() => PartitionSupervisor.send(["parts", 0], "hello"), noproc);
    assert.equal(GenServer.cast(via(0), "hello"), "ok");
    const pid = yield* PartitionSupervisor.startLink({ childSpec: counter, name: "parts" });
    const [[, part] = []] = yield* PartitionSupervisor.whichChildren(pid);
    assert.equal(GenServer.whereis(via(0)), part);
    yield* PartitionSupervisor.stop(pid);
    assert.throws(() => GenServer.whereis(via(0)), noproc);
  }),
);

test(
  "a specification's start function gets the arguments of its partition",
  inProcess(function* () {
    const start = (...args: number[]) => Agent.startLink(() => args);
    yield* PartitionSupervisor.startLink({
      childSpec: { id: "p", start },
      name: "parts",
      partitions: 2,
      withArguments: (args, partition) => [...args, partition, "x"],
    });
    assert.deepEqual(yield* Agent.get(via(1), (args) => args), [1, "x"]);
  }),
);

test(
  "it is a child like any other, and is counted like any other",
  inProcess(function* () {
    const children = [[PartitionSupervisor, { childSpec: counter, name: "parts", partitions: 3 }]] as const;
    const pid = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
    const [[id, , type] = []] = yield* Supervisor.whichChildren(pid);
    assert.deepEqual([id, type], ["parts", "supervisor"]);
    assert.deepEqual(yield* PartitionSupervisor.countChildren("parts"), {
      specs: 3,
      active: 3,
      supervisors: 0,
      workers: 3,
    });
    assert.ok(Process.whereis("parts"));
  }),
);

for (const [options, message] of [
  [{ name: "parts" }, /`childSpec`/],
  [{ childSpec: counter }, /`name`/],
  [{ childSpec: counter, name: "parts", partitions: 0 }, /from 1, got 0/],
  [{ childSpec: counter, name: "parts", withArguments: "x" }, /a function of the arguments/],
] as const) {
  test(`the options ${JSON.stringify(Object.keys(options))} are refused: ${String(message)}`, () => {
    const startLink = PartitionSupervisor.startLink as (options: unknown) => unknown;
    assert.throws(() => startLink(options), { name: "ArgumentError", message });
  });
}
