/** Random trees with random crashes and requests do what a naive model of the rules says: order, intensity, nobody twice, no orphan. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Exit,
  GenServer,
  Process,
  Supervisor,
  System,
  receive,
  type Op,
  type Pid,
  type Steps,
} from "beamish";
import { simulate } from "beamish/testing";
import fc from "fast-check";
import { Model, type Plan, type SupervisorPlan } from "./model.ts";
import { locate, shapeOf, specification, startTree, type Log } from "./tree.ts";
import { holds, keptCases } from "../../support/property.ts";

// ---- What is random --------------------------------------------------------------------------------------------------------

const restart = fc.constantFrom("permanent", "transient", "temporary");
const significant = fc.boolean();

const worker = fc.record({
  kind: fc.constant("worker" as const),
  id: fc.constant(""),
  restart,
  significant,
  shutdown: fc.constantFrom("brutal_kill" as const, "infinity" as const, 50),
  stops: fc.constantFrom(0, 20, 70),
  traps: fc.boolean(),
  fails: fc.uniqueArray(fc.integer({ min: 2, max: 6 }), { maxLength: 2 }),
});

/** Plans without ids, at most three supervisors deep. */
const { supervisor } = fc.letrec<{ supervisor: SupervisorPlan; child: Plan }>((tie) => ({
  child: fc.oneof({ maxDepth: 3, withCrossShrink: true }, worker, tie("supervisor")),
  supervisor: fc.record({
    kind: fc.constant("supervisor" as const),
    id: fc.constant(""),
    restart,
    significant,
    strategy: fc.constantFrom("one_for_one", "one_for_all", "rest_for_one"),
    maxRestarts: fc.nat(4),
    maxSeconds: fc.constantFrom(1, 30, 100, 1e6),
    autoShutdown: fc.constantFrom("never", "any_significant", "all_significant"),
    children: fc.array(tie("child"), { minLength: 1, maxLength: 4 }),
  }),
}));

/** The same plan with ids; only who may be significant is. */
function numbered(plan: Plan, ids: { last: number }, parent?: SupervisorPlan): Plan {
  const id = `${plan.kind === "worker" ? "w" : "s"}${++ids.last}`;
  const mayMatter = parent !== undefined && parent.autoShutdown !== "never" && plan.restart !== "permanent";
  const named = { ...plan, id, significant: plan.significant && mayMatter };
  if (named.kind === "worker") return named;
  return { ...named, children: named.children.map((child) => numbered(child, ids, named)) };
}

const tree = supervisor.map((plan) => numbered(plan, { last: 0 }) as SupervisorPlan);

/** Numbers choose among what there is at that moment. */
const pick = fc.nat(1000);
const move = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("crash" as const),
      pick,
      reason: fc.constantFrom<unknown>("normal", "shutdown", ["shutdown", "why"], "crash", "killed"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("stop" as const),
      pick,
      reason: fc.constantFrom<unknown>("normal", "shutdown", "crash"),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("terminateChild" as const, "restartChild" as const, "deleteChild" as const),
      pick,
      child: pick,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("startChild" as const), pick, child: pick, plan: worker }),
  },
);
type Move = typeof move extends fc.Arbitrary<infer T> ? T : never;

const moves = fc.array(fc.tuple(move, fc.constantFrom(20_000, 40_000)), { maxLength: 12 });

// ---- Driving both ----------------------------------------------------------------------------------------------------------

async function check(plan: SupervisorPlan, steps: readonly [Move, number][], seed: number): Promise<void> {
  const model = new Model(plan);
  const log: Log = { lines: [], pids: new Map() };
  const { reason } = await simulate(() => drive(plan, steps, model, log), { seed, isolation: "none" });
  if (reason instanceof Error) throw reason;
  assert.equal(reason, "normal");
  assert.deepEqual(log.lines, model.log);
}

function* drive(plan: SupervisorPlan, steps: readonly [Move, number][], model: Model, log: Log): Steps<void> {
  Process.flag("trap_exit", true);
  const others = Process.list().length;
  const root = yield* startTree(plan, log);
  const begun = System.monotonicTime("millisecond");
  for (const [step, pause] of steps) {
    // A request may have taken its time.
    model.now = System.monotonicTime("millisecond") - begun;
    yield* take(step, root, plan.id, model, log);
    yield* Process.sleep(pause);
    assert.equal(Process.alive(root), model.isAlive);
    assert.deepEqual(living(log), model.running("worker").toSorted());
    const count = model.running("worker").length + model.running("supervisor").length;
    assert.equal(Process.list().length - others, count, "no orphan");
    if (!model.isAlive) break;
    assert.deepEqual(yield* shapeOf(root), model.shape);
  }
  if (Process.alive(root)) {
    model.stop(plan.id, "normal");
    yield* Supervisor.stop(root);
  }
  assert.deepEqual((yield* receive<unknown[]>(["EXIT", root]))[2], model.reason);
  assert.deepEqual(living(log), []);
  assert.equal(Process.list().length, others);
}

const oneOf = <T>(list: readonly T[], number: number): T | undefined => list[number % list.length];

function* take(step: Move, root: Pid, rootId: string, model: Model, log: Log): Steps<void> {
  if (step.do === "crash") {
    const id = oneOf(model.running("worker"), step.pick);
    if (id === undefined) return;
    const pid = log.pids.get(id)!.at(-1)!;
    model.crash(id, step.reason);
    if (step.reason === "killed") Process.exit(pid, "kill");
    else GenServer.cast(pid, ["exit", step.reason]);
    return;
  }
  const id = oneOf(model.running("supervisor"), step.pick)!;
  const supervisor = (yield* locate(root, rootId, id))!;
  if (step.do === "stop") {
    model.stop(id, step.reason);
    yield* Supervisor.stop(supervisor, step.reason);
    return;
  }
  // One more than there are: an id that nobody has.
  const childId = oneOf([...model.childrenOf(id), `new${log.pids.size}`], step.child)!;
  if (step.do === "startChild") {
    const plan = { ...step.plan, id: childId, significant: false };
    const expected = model.startChild(id, plan);
    const start = () => Supervisor.startChild(supervisor, specification(plan, log));
    assert.equal(yield* outcome(start), expected, `startChild ${childId}`);
    return;
  }
  const expected = model[step.do](id, childId);
  assert.equal(
    yield* outcome(() => Supervisor[step.do](supervisor, childId)),
    expected,
    `${step.do} ${childId}`,
  );
}

/** What a request has come to, in a word. */
function* outcome(ask: () => Op<unknown>): Steps<string> {
  try {
    yield* ask();
    return "ok";
  } catch (error) {
    if (error instanceof Exit) throw error;
    const { reason } = error as { reason: unknown };
    const word = Array.isArray(reason) ? (reason[0] as unknown) : reason;
    const words: unknown[] = ["not_found", "running", "already_present", "already_started"];
    return words.includes(word) ? (word as string) : "failed";
  }
}

/** The ids with a living process, and as often as they have one. */
function living({ pids }: Log): string[] {
  return [...pids].flatMap(([id, all]) => all.filter((pid) => Process.alive(pid)).map(() => id)).toSorted();
}

// ---- The property, and cases that are rare in it ---------------------------------------------------------------------------

const kept = { beside: import.meta.dirname, name: "tree" };

test("a tree with crashes and requests does what the model says", () =>
  holds(fc.asyncProperty(tree, moves, fc.nat(1000), check), { runs: 300, kept }));

for (const [file, one] of keptCases<Parameters<typeof check>>(kept))
  test(`the case ${file}, which has failed once`, () => check(...one));

const one: Plan = {
  kind: "worker",
  id: "",
  restart: "permanent",
  significant: false,
  shutdown: 50,
  stops: 0,
  traps: true,
  fails: [],
};
const all: SupervisorPlan = {
  kind: "supervisor",
  id: "",
  restart: "permanent",
  significant: false,
  strategy: "one_for_all",
  maxRestarts: 1,
  maxSeconds: 1e6,
  autoShutdown: "never",
  children: [],
};
const crash = (number: number): [Move, number] => [{ do: "crash", pick: number, reason: "crash" }, 20_000];

const rare: Readonly<Record<string, readonly [SupervisorPlan, readonly [Move, number][]]>> = {
  "a supervisor that is started again counts anew": [
    { ...all, maxRestarts: 3, children: [{ ...all, children: [one] }] },
    [crash(0), crash(0), crash(0), crash(0)],
  ],
  "a restart is counted when a child has ended, not when it began to": [
    { ...all, maxSeconds: 20, children: [one, { ...one, stops: 70 }] },
    [crash(0), crash(1)],
  ],
  "a group whose restart fails is stopped and started again, and both count": [
    { ...all, maxRestarts: 2, children: [one, { ...one, fails: [2] }, one] },
    [crash(2), crash(0)],
  ],
  "a supervisor whose children cannot be started again is tried again, from the first": [
    {
      ...all,
      maxRestarts: 3,
      children: [{ ...all, maxRestarts: 0, children: [one, { ...one, fails: [2] }] }],
    },
    [crash(0), crash(0)],
  ],
  "the last significant child that ends takes the supervisor with it, and that is an end of a significant child, too":
    [
      {
        ...all,
        autoShutdown: "any_significant",
        children: [
          {
            ...all,
            restart: "transient",
            significant: true,
            autoShutdown: "all_significant",
            children: [
              { ...one, restart: "temporary", significant: true },
              { ...one, restart: "transient", significant: true },
              one,
            ],
          },
          one,
        ],
      },
      [crash(0), [{ do: "crash", pick: 0, reason: "normal" }, 20_000]],
    ],
};

for (const [title, [plan, steps]] of Object.entries(rare))
  test(title, () => check(numbered(plan, { last: 0 }) as SupervisorPlan, steps, 0));
