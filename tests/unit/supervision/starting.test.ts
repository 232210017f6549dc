/** What a start function can give, at each of the times when it is called. The cases are those of OTP's supervisor suite. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DynamicSupervisor, GenServer, Process, StartError, Supervisor, type Pid } from "beamish";
import { inProcess } from "./run.ts";
import { child, counts, end, pids, reasonOf, start as startWorker, startsWith } from "./worker.ts";

const ONE = { strategy: "one_for_one" } as const;
const refused = (reason: unknown) => () => {
  throw new StartError(reason);
};
const simple = (spec: Supervisor.ChildSpec): Supervisor.Module<undefined> => ({
  init: () => ["ok", [{ strategy: "simple_one_for_one", intensity: 100 }, [spec]]],
});

for (const [restart, kept] of [
  ["permanent", 2],
  ["transient", 2],
  ["temporary", 1],
] as const)
  test(
    `a ${restart} child that is ignored is ${kept === 2 ? "kept without a process" : "forgotten"}`,
    inProcess(function* () {
      const ignored = child("ignored", { start: startsWith(undefined), restart });
      const early = yield* Supervisor.startLink([ignored, child("b")], ONE);
      assert.deepEqual(yield* Supervisor.countChildren(early), counts(kept, 1, 0, kept));
      const late = yield* Supervisor.startLink([], ONE);
      assert.equal(yield* Supervisor.startChild(late, ignored), undefined);
      const pid = yield* Supervisor.startChild(late, child("b"));
      assert.deepEqual(yield* pids(late), kept === 2 ? [undefined, pid] : [pid]);
      assert.deepEqual(yield* Supervisor.countChildren(late), counts(kept, 1, 0, kept));
    }),
  );

for (const restart of ["permanent", "temporary"] as const)
  test(
    `an ignored child of a ${restart} template is forgotten, and the supervisor ends in order`,
    inProcess(function* () {
      const spec = child("c", { restart, start: startsWith(undefined, startWorker) });
      const sup = (yield* Supervisor.startLink(simple(spec), undefined))!;
      assert.equal(yield* Supervisor.startChild(sup, []), undefined);
      const pid = yield* Supervisor.startChild(sup, []);
      assert.deepEqual(yield* Supervisor.whichChildren(sup), [[undefined, pid, "worker", []]]);
      assert.deepEqual(yield* Supervisor.countChildren(sup), counts(1, 1, 0, 1));
      yield* Supervisor.stop(sup);
    }),
  );

test(
  "a start that fails is told with the specification, or bare by a template, and leaves nothing",
  inProcess(function* () {
    const sup = yield* Supervisor.startLink([], ONE);
    for (const [given, told] of [
      [refused("reason"), "reason"],
      ["error_reason", "error_reason"],
      [
        ["error", "odd"],
        ["error", "odd"],
      ],
    ] as const) {
      const spec = child("c", { start: startsWith(given) });
      const [reason, { id }] = (yield* reasonOf(() => Supervisor.startChild(sup, spec))) as [
        unknown,
        Supervisor.ChildSpec,
      ];
      assert.deepEqual([reason, id], [told, "c"]);
      const template = (yield* Supervisor.startLink(simple(spec), undefined))!;
      assert.deepEqual(yield* reasonOf(() => Supervisor.startChild(template, [])), told);
      assert.deepEqual(yield* Supervisor.whichChildren(template), []);
    }
    assert.deepEqual(yield* Supervisor.whichChildren(sup), []);
  }),
);

test(
  "a start function that gives a promise is told what to write",
  inProcess(function* () {
    const start = (async () => Promise.resolve()) as unknown as Supervisor.ChildSpec["start"];
    const advice = /^start: expected a pid .* `yield\* fromPromise\(promise\)`/;
    const sup = yield* Supervisor.startLink([], ONE);
    const [[, error]] = (yield* reasonOf(() => Supervisor.startChild(sup, { id: "c", start }))) as [
      [string, Error],
    ];
    assert.match(error.message, advice);
    const dynamic = yield* DynamicSupervisor.startLink(ONE);
    const thrown = (yield* reasonOf(() =>
      DynamicSupervisor.startChild(dynamic, { id: "c", start }),
    )) as Error;
    assert.match(thrown.message, advice);
  }),
);

test(
  "a child that cannot be started again keeps its place without a process",
  inProcess(function* () {
    const spec = child("c", { start: startsWith(startWorker, refused("no")) });
    const sup = yield* Supervisor.startLink([spec], ONE);
    yield* Supervisor.terminateChild(sup, "c");
    assert.equal(yield* reasonOf(() => Supervisor.restartChild(sup, "c")), "no");
    assert.deepEqual(yield* Supervisor.whichChildren(sup), [["c", undefined, "worker", []]]);
  }),
);

test(
  "a child that was started outside the supervisor is not taken over",
  inProcess(function* () {
    const outside = yield* GenServer.startLink({ init: () => ["ok", 0] }, undefined, { name: "taken" });
    const sup = yield* Supervisor.startLink([], ONE);
    const again = child("c", {
      start: () => GenServer.startLink({ init: () => ["ok", 0] }, undefined, { name: "taken" }),
    });
    const [reason] = (yield* reasonOf(() => Supervisor.startChild(sup, again))) as [unknown];
    assert.deepEqual(reason, ["already_started", outside]);
    assert.ok(Process.alive(outside));
  }),
);

test(
  "what a start function gives besides the pid goes to the caller",
  inProcess(function* () {
    const start = function* () {
      return ["ok", yield* startWorker(), { more: 1 }];
    };
    const sup = yield* Supervisor.startLink([child("early", { start: start as never })], ONE);
    const late = child("late", { start: start as never });
    const given = yield* Supervisor.startChild<readonly unknown[]>(sup, late);
    assert.deepEqual(given, [(yield* Supervisor.whichChild(sup, "late"))[1], { more: 1 }]);
    yield* Supervisor.terminateChild(sup, "late");
    const again = yield* Supervisor.restartChild<readonly unknown[]>(sup, "late");
    assert.deepEqual(again, [(yield* Supervisor.whichChild(sup, "late"))[1], { more: 1 }]);
    yield* end((yield* Supervisor.whichChild(sup, "early"))[1] as Pid, "crash");
    assert.equal((yield* Supervisor.countChildren(sup)).active, 2);
  }),
);

for (const [what, second, active] of [
  ["ignore", undefined, 0],
  ["an error, and then a pid", refused("once"), 1],
  ["something else, and then a pid", "odd", 1],
] as const)
  test(
    `a child of a template that gives ${what} when it is started again`,
    inProcess(function* () {
      const spec = child("c", { start: startsWith(startWorker, second, startWorker) });
      const sup = (yield* Supervisor.startLink(simple(spec), undefined))!;
      const pid = (yield* Supervisor.startChild(sup, [])) as Pid;
      yield* end(pid, "crash");
      assert.deepEqual(yield* Supervisor.countChildren(sup), counts(1, active, 0, active));
      yield* Supervisor.stop(sup);
    }),
  );

test(
  "a supervisor knows the module that it was started with",
  inProcess(function* () {
    const Shop: Supervisor.Module<undefined> = { init: () => Supervisor.init([], ONE) };
    const top = yield* Supervisor.startLink(Shop, undefined);
    assert.equal(yield* Supervisor.getCallbackModule(top!), Shop);
    const list = yield* Supervisor.startLink([], ONE);
    assert.notEqual(yield* Supervisor.getCallbackModule(list), Shop);
  }),
);

for (const [title, module] of [
  ["one_for_one", () => Supervisor.init([], ONE)],
  ["simple_one_for_one, temporary", simple({ id: "child", start: startWorker, restart: "temporary" }).init],
] as const)
  test(
    `thousands of children (${title}) are started, counted and stopped, and none is left`,
    inProcess(function* () {
      const before = Process.list().length;
      const top = (yield* Supervisor.startLink({ init: module } as Supervisor.Module<undefined>, undefined))!;
      const isSimple = title !== "one_for_one";
      for (let n = 0; n < 5000; n++)
        yield* Supervisor.startChild(top, isSimple ? ([] as never) : child(`child ${n}`));
      assert.deepEqual(yield* Supervisor.countChildren(top), counts(isSimple ? 1 : 5000, 5000, 0, 5000));
      assert.equal(Process.list().length, before + 5001);
      yield* Supervisor.stop(top);
      assert.equal(Process.list().length, before);
    }),
  );
