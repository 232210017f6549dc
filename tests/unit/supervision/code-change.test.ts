/** A supervisor whose module says something else when its code changes. The cases are those of OTP's and Elixir's suites. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { DynamicSupervisor, Process, Supervisor, Sys, receive, type Pid, type Steps } from "beamish";
import { inProcess } from "./run.ts";
import { child, counts, end, pids, reasonOf, start } from "./worker.ts";

/** A module whose answer is set from outside. */
function planned(answer: unknown): { answer: unknown; init: () => never } {
  const module = { answer, init: () => module.answer as never };
  return module;
}

function* upgrade(sup: Pid): Steps<unknown> {
  yield* Sys.suspend(sup);
  const result = yield* Sys.changeCode(sup, "module", 1, []);
  yield* Sys.resume(sup);
  return result;
}

function* started(answer: unknown): Steps<[Pid, { answer: unknown }]> {
  Process.flag("trap_exit", true);
  const module = planned(answer);
  return [(yield* Supervisor.startLink(module, undefined))!, module];
}

const ids = function* (sup: Pid): Steps<unknown[]> {
  return (yield* Supervisor.whichChildren(sup)).map(([id]) => id).reverse();
};

test(
  "children that are specified go on, new ones wait to be started, those left out come last",
  inProcess(function* () {
    const [sup, module] = yield* started(["ok", [{}, [child("a"), child("b")]]]);
    const [a, b] = yield* pids(sup);
    module.answer = ["ok", [{ intensity: 4 }, [child("new"), child("b", { shutdown: 10 })]]];
    assert.equal(yield* upgrade(sup), "ok");
    assert.deepEqual(yield* ids(sup), ["new", "b", "a"]);
    assert.deepEqual(yield* pids(sup), [undefined, b, a]);
    assert.equal((yield* Supervisor.getChildspec(sup, "b")).shutdown, 10);
    for (let i = 0; i < 4; i++) yield* end((yield* Supervisor.whichChild(sup, "b"))[1] as Pid, "crash");
    assert.ok(Process.alive(sup), "the new intensity holds");
  }),
);

test(
  "a change that is refused says why and changes nothing",
  inProcess(function* () {
    const [sup, module] = yield* started(["ok", [{}, [child("a")]]]);
    for (const [answer, error] of [
      [
        ["ok", [{ strategy: "x" }, []]],
        ["error", ["invalid_strategy", "x"]],
      ],
      [
        ["ok", [{ period: 0 }, []]],
        ["error", ["invalid_period", 0]],
      ],
      [
        ["ok", [{}, [child("x"), child("x")]]],
        ["error", ["duplicate_child_name", "x"]],
      ],
      [
        ["ok", [{}, [{ id: "x" }]]],
        ["error", "missing_start"],
      ],
      ["nonsense", "nonsense"],
    ] as const) {
      module.answer = answer;
      assert.deepEqual(yield* upgrade(sup), ["error", error]);
      assert.deepEqual(yield* ids(sup), ["a"]);
    }
    module.answer = "ignore";
    assert.equal(yield* upgrade(sup), "ok");
    assert.deepEqual(yield* ids(sup), ["a"]);
  }),
);

test(
  "children of a template follow the new one from their next start on",
  inProcess(function* () {
    const flags = { strategy: "simple_one_for_one", intensity: 5 };
    const [sup, module] = yield* started(["ok", [flags, [child("t", { shutdown: 1 })]]]);
    const pid = (yield* Supervisor.startChild(sup, ["arg"])) as Pid;
    const called: unknown[] = [];
    const renewed = (...args: unknown[]) => (called.push(args), start());
    module.answer = ["ok", [flags, [child("t", { shutdown: 2, start: renewed })]]];
    assert.equal(yield* upgrade(sup), "ok");
    assert.equal((yield* Supervisor.getChildspec(sup, "t")).shutdown, 2);
    assert.deepEqual(yield* pids(sup), [pid]);
    yield* end(pid, "crash");
    assert.deepEqual(called, [["arg"]]);
    module.answer = ["ok", [flags, []]];
    assert.deepEqual(yield* upgrade(sup), ["error", ["error", ["bad_start_spec", []]]]);
  }),
);

const significant = { restart: "transient", significant: true } as const;

for (const [before, after, ends] of [
  ["never", "any_significant", "first"],
  ["any_significant", "never", "none"],
  ["never", "all_significant", "last"],
  ["all_significant", "never", "none"],
  ["any_significant", "all_significant", "last"],
  ["all_significant", "any_significant", "first"],
] as const)
  test(
    `from autoShutdown ${before} to ${after}`,
    inProcess(function* () {
      const [sup, module] = yield* started(["ok", [{ autoShutdown: before }, []]]);
      const add = (id: string) => Supervisor.startChild(sup, child(id, significant));
      if (before === "never") {
        const [why] = (yield* reasonOf(() => add("a"))) as [string];
        assert.equal(why, "bad_combination");
      } else {
        yield* add("a");
        yield* add("b");
      }
      module.answer = ["ok", [{ autoShutdown: after }, []]];
      assert.equal(yield* upgrade(sup), "ok");
      if (before === "never") {
        yield* add("a");
        yield* add("b");
      }
      const [a, b] = (yield* pids(sup)) as Pid[];
      yield* end(a!, "normal");
      assert.equal(Process.alive(sup), ends !== "first");
      if (ends === "first") return;
      yield* end(b!, "normal");
      assert.equal(Process.alive(sup), ends === "none");
    }),
  );

test(
  "a child that becomes significant ends its supervisor, and one that no longer is does not",
  inProcess(function* () {
    const plain = child("c", { restart: "transient" });
    const heavy = child("c", significant);
    const spec = (autoShutdown: string, one: Supervisor.ChildSpec) => ["ok", [{ autoShutdown }, [one]]];
    const [never, first] = yield* started(spec("never", plain));
    first.answer = spec("never", heavy);
    assert.equal(((yield* upgrade(never)) as unknown[])[0], "error");
    for (const [from, to, ends] of [
      [plain, heavy, true],
      [heavy, plain, false],
    ] as const) {
      const [sup, module] = yield* started(spec("any_significant", from));
      module.answer = spec("any_significant", to);
      assert.equal(yield* upgrade(sup), "ok");
      yield* end((yield* pids(sup))[0] as Pid, "normal");
      assert.equal(Process.alive(sup), !ends);
    }
  }),
);

test(
  "a dynamic supervisor takes new limits, and refuses bad ones",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const module = planned(["ok", {}]);
    const sup = (yield* DynamicSupervisor.startLink(module, undefined))!;
    yield* DynamicSupervisor.startChild(sup, child("a"));
    for (const [flags, why] of [
      [{ strategy: "x" }, ["invalid_strategy", "x"]],
      [{ intensity: -1 }, ["invalid_intensity", -1]],
      [{ period: 0 }, ["invalid_period", 0]],
      [{ maxChildren: -1 }, ["invalid_max_children", -1]],
    ] as const) {
      module.answer = ["ok", flags];
      assert.deepEqual(yield* upgrade(sup), ["error", ["error", ["supervisor_data", why]]]);
    }
    module.answer = "nonsense";
    assert.deepEqual(yield* upgrade(sup), ["error", "nonsense"]);
    module.answer = "ignore";
    assert.equal(yield* upgrade(sup), "ok");
    module.answer = ["ok", { maxChildren: 1 }];
    assert.equal(yield* upgrade(sup), "ok");
    assert.deepEqual(yield* DynamicSupervisor.countChildren(sup), counts(1, 1, 0, 1));
    assert.equal(yield* reasonOf(() => DynamicSupervisor.startChild(sup, child("b"))), "max_children");
    assert.equal(yield* receive({ after: 0 }), "timeout");
  }),
);

test(
  "another module of the same name takes the place of the supervisor's own; one of another name does not",
  inProcess(function* () {
    const version = (name: string, id: string) => ({
      name,
      init: () => ["ok", [{}, [child(id)]]] as never,
    });
    Process.flag("trap_exit", true);
    const sup = (yield* Supervisor.startLink(version("Shop", "a"), undefined))!;
    for (const [module, expected] of [
      [version("Other", "b"), ["a"]],
      [version("Shop", "c"), ["c", "a"]],
    ] as const) {
      yield* Sys.suspend(sup);
      assert.equal(yield* Sys.changeCode(sup, module, 1, []), "ok");
      yield* Sys.resume(sup);
      assert.deepEqual(yield* ids(sup), expected);
    }
  }),
);
