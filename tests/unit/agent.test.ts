import assert from "node:assert/strict";
import { test } from "node:test";
import { Agent, Exit, GenServer, Process, StartError, Supervisor, exit, self } from "beamish";
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

test(
  "functions run in the agent, in the order in which they were sent",
  inProcess(function* () {
    const agent = yield* Agent.startLink(() => [] as unknown[]);
    for (const n of [1, 2, 3]) Agent.cast(agent, (list: unknown[]) => [...list, n]);
    assert.deepEqual(yield* Agent.get(agent, (list: unknown[]) => [list, self()]), [[1, 2, 3], agent]);
    assert.equal(GenServer.whereis(agent), agent);
  }),
);
