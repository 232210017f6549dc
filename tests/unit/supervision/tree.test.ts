/** Random trees with random crashes do what a naive model of the rules says: order, intensity, nobody twice, no orphan. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenServer, Process, Supervisor, type Steps } from "beamish";
import { simulate } from "beamish/testing";
import fc from "fast-check";
import { Model, type Plan } from "./model.ts";
import { startTree, type Log } from "./tree.ts";

type Tree = Plan & { kind: "supervisor" };

const restart = fc.constantFrom("permanent", "transient", "temporary");
const strategy = fc.constantFrom("one_for_one", "one_for_all", "rest_for_one");

/** Plans without ids, at most three supervisors deep. */
const { supervisor } = fc.letrec<{ supervisor: Omit<Tree, "id">; child: Omit<Plan, "id"> }>((tie) => ({
  child: fc.oneof(
    { maxDepth: 3 },
    fc.record({ kind: fc.constant("worker" as const), restart }),
    tie("supervisor") as fc.Arbitrary<Omit<Plan, "id">>,
  ),
  supervisor: fc.record({
    kind: fc.constant("supervisor" as const),
    restart,
    strategy,
    maxRestarts: fc.nat(4),
    children: fc.array(tie("child"), { minLength: 1, maxLength: 4 }) as fc.Arbitrary<Plan[]>,
  }) as fc.Arbitrary<Omit<Tree, "id">>,
}));

const tree = supervisor.map((plan) => numbered(plan as Plan, { last: 0 }) as Tree);

function numbered(plan: Plan, ids: { last: number }): Plan {
  const id = `${plan.kind === "worker" ? "w" : "s"}${++ids.last}`;
  if (plan.kind === "worker") return { ...plan, id };
  return { ...plan, id, children: plan.children.map((child) => numbered(child, ids)) };
}

/** Which of the living workers ends (as a part of their number), and how. */
const crash = fc.tuple(fc.nat(1000), fc.constantFrom("normal", "shutdown", "crash", "killed"));

test("a tree with crashes does what the model says", async () => {
  const property = fc.asyncProperty(
    tree,
    fc.array(crash, { maxLength: 12 }),
    fc.nat(1000),
    async (plan, crashes, seed) => {
      const model = new Model(plan);
      const log: Log = { lines: [], pids: new Map() };
      const { reason } = await simulate(() => drive(plan, crashes, model, log), { seed, isolation: "none" });
      assert.equal(reason, "normal");
      assert.deepEqual(log.lines, model.log);
    },
  );
  const seed = Date.now() % 1_000_000;
  console.log(`seed ${seed}`);
  await fc.assert(property, { seed, numRuns: 300 });
});

function* drive(plan: Tree, crashes: readonly [number, string][], model: Model, log: Log): Steps<void> {
  Process.flag("trap_exit", true);
  const root = yield* startTree(plan, log);
  for (const [pick, reason] of crashes) {
    const workers = model.workers();
    if (workers.length === 0) break;
    const id = workers[pick % workers.length]!;
    model.crash(id, reason);
    if (reason === "killed") Process.exit(Process.whereis(id)!, "kill");
    else GenServer.cast(id, ["exit", reason]);
    yield* Process.sleep(100);
    assert.equal(Process.alive(root), model.isAlive);
    assert.deepEqual(living(log), model.workers().toSorted());
  }
  if (Process.alive(root)) yield* Supervisor.stop(root);
  model.stop();
  assert.deepEqual(living(log), []);
}

/** The ids with a living process, and as often as they have one. */
function living({ pids }: Log): string[] {
  return [...pids].flatMap(([id, all]) => all.filter((pid) => Process.alive(pid)).map(() => id)).toSorted();
}
