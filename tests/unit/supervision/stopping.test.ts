/** How supervisors stop their children, are asked about them, and keep their order. The cases are those of OTP's suite. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenServer, Process, Supervisor, receive, self, spawnLink, type Pid } from "beamish";
import { inProcess } from "./run.ts";
import { Worker, child, counts, end, pids, reasonOf, start } from "./worker.ts";

const ONE = { strategy: "one_for_one" } as const;
const slow = (id: string, stop: number, shutdown: Supervisor.Shutdown) =>
  child(id, { shutdown, start: () => GenServer.startLink(Worker, { stop }) });
const template = (spec: Supervisor.ChildSpec): Supervisor.Module<undefined> => ({
  init: () => ["ok", [{ strategy: "simple_one_for_one" }, [spec]]],
});

for (const [shutdown, stop, reason] of [
  ["infinity", 100_000, "shutdown"],
  [1000, 0, "shutdown"],
  [1000, 2000, "killed"],
  ["brutal_kill", 0, "killed"],
] as const)
  for (const isTemplate of [false, true])
    test(
      `shutdown ${shutdown}${isTemplate ? " of a template" : ""}: a child that takes ${stop} ms ends as ${reason}`,
      inProcess(function* () {
        const spec = slow("a", stop, shutdown);
        const sup = isTemplate
          ? (yield* Supervisor.startLink(template(spec), undefined))!
          : yield* Supervisor.startLink([spec], ONE);
        if (isTemplate) yield* Supervisor.startChild(sup, []);
        const [pid] = (yield* pids(sup)) as Pid[];
        const monitor = Process.monitor(pid!);
        yield* Supervisor.stop(sup);
        assert.equal((yield* receive<unknown[]>(["DOWN", monitor]))[4], reason);
      }),
    );

test(
  "a child that ends otherwise, or has unlinked itself, does not hold up the stop",
  inProcess(function* () {
    const odd = () =>
      spawnLink(function* () {
        Process.flag("trap_exit", true);
        yield* receive(["EXIT"]);
        yield* Process.exit(self(), "odd");
      });
    const unlinked = () => {
      const pid = spawnLink(() => receive(["never"]));
      Process.unlink(pid);
      return pid;
    };
    for (const start of [odd, unlinked]) {
      const sup = yield* Supervisor.startLink([child("a", { start }), child("b")], ONE);
      assert.equal(yield* Supervisor.stop(sup), "ok");
      const many = (yield* Supervisor.startLink(template(child("t", { start })), undefined))!;
      yield* Supervisor.startChild(many, []);
      assert.equal(yield* Supervisor.stop(many), "ok");
    }
  }),
);

test(
  "each administration call gives the error that fits",
  inProcess(function* () {
    const sup = yield* Supervisor.startLink([child("a")], ONE);
    const [a] = yield* pids(sup);
    assert.deepEqual(yield* reasonOf(() => Supervisor.startChild(sup, child("a"))), ["already_started", a]);
    assert.equal(yield* reasonOf(() => Supervisor.restartChild(sup, "a")), "running");
    assert.equal(yield* reasonOf(() => Supervisor.deleteChild(sup, "a")), "running");
    yield* Supervisor.terminateChild(sup, "a");
    assert.equal(yield* Supervisor.terminateChild(sup, "a"), "ok");
    assert.equal(yield* reasonOf(() => Supervisor.startChild(sup, child("a"))), "already_present");
    assert.deepEqual(yield* Supervisor.whichChild(sup, "a"), ["a", undefined, "worker", []]);
    yield* Supervisor.deleteChild(sup, "a");
    for (const ask of [
      () => Supervisor.restartChild(sup, "a"),
      () => Supervisor.deleteChild(sup, "a"),
      () => Supervisor.terminateChild(sup, "a"),
      () => Supervisor.getChildspec(sup, "a"),
      () => Supervisor.whichChild(sup, "a"),
    ])
      assert.equal(yield* reasonOf(ask), "not_found");
    const many = (yield* Supervisor.startLink(template(child("t")), undefined))!;
    const one = (yield* Supervisor.startChild(many, [])) as Pid;
    const two = (yield* Supervisor.startChild(many, [])) as Pid;
    for (const ask of [
      () => Supervisor.restartChild(many, "t"),
      () => Supervisor.deleteChild(many, "t"),
      () => Supervisor.terminateChild(many, "t"),
      () => Supervisor.whichChild(many, "t"),
    ])
      assert.equal(yield* reasonOf(ask), "simple_one_for_one");
    assert.equal((yield* Supervisor.getChildspec(many, one)).id, "t");
    assert.equal((yield* Supervisor.getChildspec(many, "t")).id, "t");
    assert.equal(yield* reasonOf(() => Supervisor.getChildspec(many, self())), "not_found");
    assert.equal(yield* reasonOf(() => Supervisor.terminateChild(many, self())), "not_found");
    assert.deepEqual((yield* pids(many)).reverse(), [one, two], "the oldest first");
    yield* Supervisor.terminateChild(many, one);
    assert.equal(yield* Supervisor.terminateChild(many, one), "ok");
    assert.equal(yield* reasonOf(() => Supervisor.whichChild(many, one)), "not_found");
    assert.deepEqual(yield* Supervisor.whichChild(many, two), [undefined, two, "worker", []]);
  }),
);

test(
  "children keep their order through stops, starts and restarts",
  inProcess(function* () {
    const sup = yield* Supervisor.startLink([child("a"), child("b")], { strategy: "rest_for_one" });
    yield* Supervisor.startChild(sup, child("c"));
    yield* Supervisor.terminateChild(sup, "a");
    yield* Supervisor.restartChild(sup, "a");
    yield* end((yield* Supervisor.whichChild(sup, "b"))[1] as Pid, "crash");
    assert.deepEqual(
      (yield* Supervisor.whichChildren(sup)).map(([id]) => id),
      ["c", "b", "a"],
    );
  }),
);

test(
  "supervisors are counted as such, and a child that has died is not counted as active before it is noticed",
  inProcess(function* () {
    const inner = child("s", { type: "supervisor", start: () => Supervisor.startLink([], ONE) });
    const sup = yield* Supervisor.startLink([child("a", { restart: "temporary" }), inner], ONE);
    assert.deepEqual(yield* Supervisor.countChildren(sup), counts(2, 2, 1, 1));
    yield* Supervisor.terminateChild(sup, "s");
    assert.deepEqual(yield* Supervisor.countChildren(sup), counts(2, 1, 1, 1));
  }),
);

test("specifications can be looked at before they are used", () => {
  const reason = (call: () => unknown) => {
    try {
      return call();
    } catch (error) {
      return (error as { reason?: unknown }).reason;
    }
  };
  const check = (spec: object, autoShutdown?: Supervisor.AutoShutdown) =>
    reason(() => Supervisor.checkChildspecs([spec as Supervisor.ChildSpec], autoShutdown));
  assert.equal(check(child("a", { significant: true, restart: "transient" })), "ok");
  for (const [spec, why] of [
    [{ start }, "missing_id"],
    [{ id: 1 }, "missing_start"],
    [{ ...child("a"), start: 7 }, ["invalid_mfa", 7]],
    [child("a", { restart: "x" as never }), ["invalid_restart_type", "x"]],
    [child("a", { shutdown: -1 }), ["invalid_shutdown", -1]],
    [child("a", { type: "x" as never }), ["invalid_child_type", "x"]],
    [child("a", { modules: 7 as never }), ["invalid_modules", 7]],
    [child("a", { modules: [7] as never }), ["invalid_module", 7]],
  ] as const)
    assert.deepEqual(check(spec), ["start_spec", why]);
  assert.deepEqual(check(child("a", { significant: true, restart: "transient" }), "never"), [
    "start_spec",
    [
      "bad_combination",
      [
        ["auto_shutdown", "never"],
        ["significant", true],
      ],
    ],
  ]);
  assert.throws(() => Supervisor.checkChildspecs({} as never), /a list of children/);
});

test(
  "a supervisor that is asked or told what it does not know ends, as in OTP",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    for (const act of [(pid: Pid) => GenServer.cast(pid, "what?")]) {
      const sup = yield* Supervisor.startLink([child("a")], ONE);
      act(sup);
      yield* receive(["EXIT", sup]);
    }
  }),
);
