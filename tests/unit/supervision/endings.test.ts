/** How children end and what comes of it: by type, reason, strategy and significance. The cases are those of OTP's suite. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  GenServer,
  Process,
  StartError,
  Supervisor,
  receive,
  self,
  send,
  type Pid,
  type Steps,
} from "beamish";
import { inProcess } from "./run.ts";
import { child, counts, end, pids, reasonOf, start, startsWith } from "./worker.ts";

const STRATEGIES = ["one_for_one", "one_for_all", "rest_for_one", "simple_one_for_one"] as const;

/** A supervisor of a strategy, and its children; those of a template are all alike. */
function* started(
  strategy: Supervisor.Strategy,
  children: readonly Supervisor.ChildSpec[],
  more: Partial<Supervisor.Flags> = {},
): Steps<[Pid, Pid[]]> {
  Process.flag("trap_exit", true);
  const isSimple = strategy === "simple_one_for_one";
  const specs = isSimple ? children.slice(0, 1) : children;
  const module: Supervisor.Module<undefined> = {
    init: () => ["ok", [{ strategy, intensity: 2, period: 3600, ...more }, specs]],
  };
  const sup = (yield* Supervisor.startLink(module, undefined))!;
  if (isSimple) for (let i = 0; i < children.length; i++) yield* Supervisor.startChild(sup, []);
  const listed = yield* pids(sup);
  return [sup, (isSimple ? listed.toReversed() : listed) as Pid[]];
}

for (const restart of ["permanent", "transient", "temporary"] as const)
  for (const reason of ["normal", "shutdown", ["shutdown", "why"], "crash", "kill"] as const)
    for (const strategy of STRATEGIES)
      test(
        `${strategy}: a ${restart} child that ends by ${String(reason)}`,
        inProcess(function* () {
          const [sup, [a, b]] = yield* started(strategy, [
            child("a", { restart }),
            child("b", { restart: "permanent" }),
          ]);
          yield* end(a!, reason);
          const isPlanned = !["crash", "kill"].includes(reason as string);
          const isRestarted = restart === "permanent" || (restart === "transient" && !isPlanned);
          const left = yield* pids(sup);
          const isKept = strategy !== "simple_one_for_one" && restart !== "temporary";
          assert.equal(left.length, isRestarted || isKept ? 2 : 1);
          assert.equal(
            left.every((pid) => pid !== a),
            true,
          );
          const group = strategy === "one_for_all" || strategy === "rest_for_one";
          assert.equal(
            left.includes(b),
            !(isRestarted && group),
            "the sibling is concerned by a group's restart only",
          );
          const active = left.filter((pid) => pid !== undefined).length;
          assert.equal(active, isRestarted ? 2 : 1);
          assert.deepEqual(
            yield* Supervisor.countChildren(sup),
            counts(strategy === "simple_one_for_one" ? 1 : left.length, active, 0, left.length),
          );
        }),
      );

for (const strategy of STRATEGIES)
  test(
    `${strategy}: more crashes than are tolerated end the supervisor and its children`,
    inProcess(function* () {
      const [sup, all] = yield* started(strategy, [child("a"), child("b")]);
      let [first] = all;
      for (let i = 0; i < 3; i++) {
        assert.ok(Process.alive(sup));
        yield* end(first!, "crash");
        if (Process.alive(sup)) [first] = (yield* pids(sup)) as Pid[];
        else break;
        // The others change places: the newest process of a template is the last.
        if (strategy === "simple_one_for_one")
          first = (yield* pids(sup)).find((pid) => pid !== all[1]) as Pid;
      }
      assert.deepEqual(yield* receive(["EXIT", sup]), ["EXIT", sup, "shutdown"]);
      for (const pid of all) assert.equal(Process.alive(pid), false);
    }),
  );

test(
  "a temporary child that is a bystander of a group's restart is not started again",
  inProcess(function* () {
    for (const strategy of ["one_for_all", "rest_for_one"] as const) {
      const [sup, [first]] = yield* started(strategy, [child("a"), child("b", { restart: "temporary" })]);
      yield* end(first!, "crash");
      assert.deepEqual(
        (yield* Supervisor.whichChildren(sup)).map(([id]) => id),
        ["a"],
      );
    }
  }),
);

for (const strategy of ["one_for_all", "rest_for_one"] as const)
  test(
    `${strategy}: another child than the one that ended fails to start, until it does not`,
    inProcess(function* () {
      const no = () => {
        throw new StartError("no");
      };
      const flaky = child("b", { start: startsWith(start, no, no, start) });
      const [sup, [a, b]] = yield* started(strategy, [child("a"), flaky, child("c")], { intensity: 5 });
      yield* end(a!, "crash");
      const now = yield* pids(sup);
      assert.ok(now.every((pid) => typeof pid === "object" && Process.alive(pid)));
      assert.ok(!now.includes(a) && !now.includes(b));
    }),
  );

for (const strategy of STRATEGIES)
  test(
    `${strategy}: while a restart fails for ever the supervisor answers, and can be stopped`,
    inProcess(function* () {
      const me = self();
      const no = () => {
        send(me, "failed");
        throw new StartError("no");
      };
      const flaky = child("a", { start: startsWith(start, no) });
      const [sup, [a]] = yield* started(strategy, [flaky], { intensity: 1e9 });
      // On virtual time nothing but messages can be waited for here: the supervisor never rests.
      GenServer.cast(a!, "crash");
      yield* receive((message) => message === "failed");
      assert.equal((yield* Supervisor.whichChildren(sup))[0]![1], "restarting");
      assert.deepEqual(yield* Supervisor.countChildren(sup), counts(1, 0, 0, 1));
      const id = strategy === "simple_one_for_one" ? a : "a";
      assert.equal(yield* Supervisor.terminateChild(sup, id), "ok");
      if (strategy !== "simple_one_for_one") {
        assert.equal(yield* reasonOf(() => Supervisor.restartChild(sup, "a")), "no");
        yield* Supervisor.deleteChild(sup, "a");
      }
      assert.deepEqual(yield* Supervisor.whichChildren(sup), []);
      assert.equal(yield* Supervisor.stop(sup), "ok");
    }),
  );

for (const restart of ["temporary", "transient"] as const)
  for (const autoShutdown of ["never", "any_significant", "all_significant"] as const)
    for (const isSignificant of [true, false])
      for (const reason of ["normal", "crash"] as const) {
        if (isSignificant && autoShutdown === "never") continue;
        test(
          `${autoShutdown}: the end by ${reason} of a ${restart} child, significant: ${isSignificant}`,
          inProcess(function* () {
            const more = { restart, significant: isSignificant };
            const [sup] = yield* started("one_for_one", [child("a", more), child("b", more)], {
              autoShutdown,
            });
            const last = function* (): Steps<Pid> {
              return (yield* pids(sup))[0] as Pid;
            };
            yield* end(yield* last(), reason);
            const counted = isSignificant && !(restart === "transient" && reason === "crash");
            assert.equal(Process.alive(sup), !(counted && autoShutdown === "any_significant"));
            if (!Process.alive(sup)) return;
            const b = (yield* Supervisor.whichChild(sup, "b"))[1] as Pid;
            yield* end(b, reason);
            assert.equal(Process.alive(sup), !(counted && autoShutdown === "all_significant"));
          }),
        );
      }

test(
  "significant children of a template end their supervisor: any of them, or the last",
  inProcess(function* () {
    const spec = child("a", { restart: "transient", significant: true });
    for (const autoShutdown of ["any_significant", "all_significant"] as const) {
      const [sup, [a, b]] = yield* started("simple_one_for_one", [spec, spec], { autoShutdown });
      yield* end(a!, "normal");
      assert.equal(Process.alive(sup), autoShutdown === "all_significant");
      if (!Process.alive(sup)) continue;
      yield* end(b!, "normal");
      assert.equal(Process.alive(sup), false);
    }
  }),
);

test(
  "a significant child that ends while a group restarts, or is stopped by hand, ends no supervisor",
  inProcess(function* () {
    const heavy = child("s", { restart: "temporary", significant: true });
    for (const strategy of ["one_for_all", "rest_for_one"] as const) {
      const [sup, [a]] = yield* started(strategy, [child("a"), heavy], { autoShutdown: "any_significant" });
      yield* end(a!, "crash");
      assert.ok(Process.alive(sup), `a bystander under ${strategy}`);
    }
    const [sup] = yield* started("one_for_one", [heavy], { autoShutdown: "any_significant" });
    yield* Supervisor.terminateChild(sup, "s");
    assert.ok(Process.alive(sup));
  }),
);

test(
  "the end of a supervisor by its significant child is the normal end of a child of the one above",
  inProcess(function* () {
    const heavy = child("s", { restart: "transient", significant: true });
    const inner: Supervisor.ChildSpec = {
      id: "inner",
      restart: "transient",
      significant: true,
      type: "supervisor",
      start: () =>
        Supervisor.startLink([heavy], { strategy: "one_for_one", autoShutdown: "any_significant" }),
    };
    const [sup, [pid]] = yield* started("one_for_one", [inner], { autoShutdown: "any_significant" });
    yield* end((yield* pids(pid!))[0] as Pid, "normal");
    assert.deepEqual(yield* receive(["EXIT", sup]), ["EXIT", sup, "shutdown"]);
  }),
);
