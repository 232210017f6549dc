import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, Exit, GenServer, Process, StartError, Supervisor, Sys, exit, self, type Term } from "beamish";
import { inProcess } from "./supervision/run.ts";

test(
  "the functions of an agent may wait",
  inProcess(function* () {
    const other = yield* Agent.startLink(() => 20);
    const agent = yield* Agent.startLink(function* () {
      yield* Process.sleep(10);
      return 1;
    });
    yield* Agent.update(agent, function* (n: number) {
      return n + (yield* Agent.get(other, (m: number) => m));
    });
    assert.equal(yield* Agent.get(agent, (n: number) => n), 21);
    assert.equal(yield* Agent.get(agent, () => Agent.get(other, (m: number) => m * 2)), 40);
  }),
);

test(
  "what is iterable is a state like any other",
  inProcess(function* () {
    const agent = yield* Agent.startLink(() => new Map([["a", [1, 2]]]));
    assert.deepEqual(yield* Agent.get(agent, (map: Map<string, number[]>) => map.get("a")), [1, 2]);
    yield* Agent.update(agent, (): number[] => [3]);
    assert.deepEqual(yield* Agent.get(agent, (state: number[]) => state), [3]);
  }),
);

test(
  "getAndUpdate needs a pair",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const agent = yield* Agent.startLink(() => 1);
    try {
      yield* Agent.getAndUpdate(agent, () => "no pair" as never);
      assert.fail("it should have exited");
    } catch (thrown) {
      assert.ok(thrown instanceof Exit);
      assert.deepEqual((thrown.reason as unknown[])[0], ["bad_return_value", "no pair"]);
    }
  }),
);

test(
  "a function that fails takes the agent and its caller with it",
  inProcess(function* () {
    const agent = yield* Agent.start(() => 1);
    try {
      yield* Agent.get(agent, () => exit("oops"));
      assert.fail("it should have exited");
    } catch (thrown) {
      assert.ok(thrown instanceof Exit);
      assert.equal((thrown.reason as unknown[])[0], "oops");
    }
    assert.equal(Process.alive(agent), false);
  }),
);

test(
  "an agent that cannot make its state is not started",
  inProcess(function* () {
    try {
      yield* Agent.start(() => exit("no state"), { name: "a" });
      assert.fail("it should not have started");
    } catch (thrown) {
      assert.ok(thrown instanceof StartError);
      assert.equal(thrown.reason, "no state");
    }
    assert.equal(Process.whereis("a"), undefined);
  }),
);

test(
  "an agent is a child like any other",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([[Agent, () => 7]], { strategy: "one_for_one" });
    const [[id, agent] = []] = yield* Supervisor.whichChildren(pid);
    assert.equal(id, "Agent");
    assert.equal(yield* Agent.get(agent as never, (n: number) => n), 7);
  }),
);

test("what is no function is refused", () => {
  const wrong = { name: "ArgumentError", message: /a function, or a module.*got/ };
  assert.throws(() => Agent.startLink(1 as never), wrong);
  assert.throws(() => Agent.get("a", 1 as never), wrong);
  assert.throws(() => Agent.get("a", {}, "missing", []), wrong);
  assert.throws(() => Agent.cast("a", undefined as never), wrong);
});

test("an async function is refused: a promise would be the state", () => {
  const wrong = {
    name: "ArgumentError",
    message: /^Agent\.\w+: expected .* write `function\*` and `yield\*`/,
  };
  const async = async () => Promise.resolve(1);
  assert.throws(() => Agent.startLink(async), wrong);
  assert.throws(() => Agent.get("a", async), wrong);
  assert.throws(() => Agent.update("a", async), wrong);
  assert.throws(() => Agent.cast("a", async), wrong);
});

test(
  "functions run in the agent, in the order in which they were sent",
  inProcess(function* () {
    const agent = yield* Agent.startLink(() => [] as unknown[]);
    for (const n of [1, 2, 3]) Agent.cast(agent, (list: unknown[]) => [...list, n]);
    assert.deepEqual(yield* Agent.get(agent, (list: unknown[]) => [list, self()]), [[1, 2, 3], agent]);
    assert.equal(GenServer.whereis(agent), agent);
  }),
);

/** A module whose functions an agent may be given by name. */
const Stock = {
  empty: (): object => ({}),
  put: (stock: object, name: string, count: number): object => ({ ...stock, [name]: count }),
  get: (stock: Record<string, number>, name: string): number | undefined => stock[name],
  pop: (stock: Record<string, number>, name: string): Term => {
    const { [name]: count, ...rest } = stock;
    return [count, rest];
  },
  broken: (): never => {
    throw new TypeError("no conversion");
  },
};

test(
  "an agent may be given functions by module and name, from its start on",
  inProcess(function* () {
    const pid = yield* Agent.start(Stock, "empty", [], { name: "stock" });
    assert.deepEqual(Process.info(pid, "registered_name"), ["registered_name", "stock"]);
    assert.equal(Agent.cast("stock", Stock, "put", ["tea", 3]), "ok");
    assert.equal(yield* Agent.get("stock", Stock, "get", ["tea"]), 3);
    assert.equal(yield* Agent.update("stock", Stock, "put", ["bun", 2]), "ok");
    assert.equal(yield* Agent.getAndUpdate("stock", Stock, "pop", ["tea"]), 3);
    assert.deepEqual(yield* Agent.get("stock", (stock: object) => stock), { bun: 2 });
    assert.equal(yield* Agent.stop("stock"), "ok");
    assert.equal(Process.info(pid, "registered_name"), undefined);
    const linked = yield* Agent.startLink(Stock, "empty", []);
    assert.ok((Process.info(self(), "links")![1] as unknown[]).includes(linked));
    assert.throws(() => Agent.start(Stock, "missing", []), { name: "ArgumentError" });
  }),
);

test(
  "a function comes with the change of code that it is to make, and a failing one changes nothing",
  inProcess(function* () {
    const agent = yield* Agent.startLink(() => ({}));
    yield* Sys.suspend(agent);
    assert.equal(yield* Sys.changeCode(agent, Agent, "1", [Stock, "put", ["tea", 3]]), "ok");
    const failed = yield* Sys.changeCode(agent, Agent, "1", [Stock, "broken", []]);
    assert.equal((failed as readonly Term[])[0], "error");
    yield* Sys.resume(agent);
    assert.deepEqual(yield* Agent.get(agent, (state: object) => state), { tea: 3 });
  }),
);

test("an agent is a worker that is restarted, by its default specification", () => {
  const spec = Supervisor.childSpec([Agent, () => 1], { id: "mine", restart: "temporary" });
  assert.deepEqual([spec.id, spec.restart, Agent.childSpec(() => 1).id], ["mine", "temporary", "Agent"]);
});

test(
  "an agent takes the options of any server",
  inProcess(function* () {
    const agent = yield* Agent.startLink(() => 1, {
      name: "busy",
      spawnOpt: { priority: "high" },
      timeout: 100,
    });
    assert.deepEqual(Process.info(agent, "priority"), ["priority", "high"]);
    assert.equal(Process.whereis("busy"), agent);
  }),
);
