import assert from "node:assert/strict";
import { test } from "node:test";

import { Process, Sys, Supervisor, exit, receive, self, spawnLink, type Pid, type Steps } from "beamish";
import { ConsumerSupervisor, GenStage } from "beamish/stage";
import { inProcess, run } from "../supervision/run.ts";

import { ONE, child, kill, pids, reasonOf, startLink, type Plan } from "./children.ts";

// ---- Starting ------------------------------------------------------------------------------------------------------------

test("the specification of a supervisor that is a child", () => {
  const Module = { name: "Printers", init: () => "ignore" as const };
  const { id, type } = ConsumerSupervisor.childSpec(Module, 1);
  assert.deepEqual([id, type], ["Printers", "supervisor"]);
});

for (const [answer, expected] of [
  ["ignore", undefined],
  ["unknown", ["bad_return_value", "unknown"]],
  [
    ["ok", []],
    ["bad_return_value", ["ok", []]],
  ],
  [
    ["ok", [], ONE],
    ["bad_specs", "consumer supervisor expects a list with a single item as a template"],
  ],
  [
    ["ok", [{ id: 1 }], ONE],
    ["bad_specs", "missing_start"],
  ],
  [
    ["ok", [child()], {}],
    ["bad_opts", "supervisor expects a strategy to be given"],
  ],
  [
    ["ok", [child()], { strategy: "simple_one_for_one" }],
    ["bad_opts", "unknown supervision strategy for consumer supervisor"],
  ],
  [
    ["ok", [child()], { ...ONE, maxRestarts: "foo" }],
    ["bad_opts", "maxRestarts must be an integer"],
  ],
  [
    ["ok", [child()], { ...ONE, maxSeconds: "foo" }],
    ["bad_opts", "maxSeconds must be an integer"],
  ],
  [["ok", [child()], { ...ONE, unknown: "foo" }], undefined],
  [
    ["ok", [child()], []],
    ["bad_opts", "supervisor's init expects an object of options"],
  ],
] as const)
  test(
    `what init may return: ${JSON.stringify(answer)}`,
    inProcess(function* () {
      Process.flag("trap_exit", true);
      const result = yield* reasonOf(() => ConsumerSupervisor.startLink({ init: () => answer as never }));
      if (expected === undefined) assert.ok(result === undefined || typeof result === "object");
      else assert.deepEqual(result, expected);
    }),
  );

test(
  "a permanent child is refused, and so is anything but a module or a list",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const [kind, why] = (yield* reasonOf(() => startLink({ restart: "permanent" }))) as [string, string];
    assert.equal(kind, "bad_opts");
    assert.match(why, /permanent child is not supported/);
    assert.throws(() => ConsumerSupervisor.startLink(1 as never), /a list with one child, or a module/);
    assert.throws(() => ConsumerSupervisor.startChild(self(), 1 as never), /a list of arguments/);
  }),
);

test(
  "a name, a child of another supervisor, and a module that is started with each event",
  inProcess(function* () {
    const named = yield* startLink({}, { name: "children" });
    assert.equal(Process.whereis("children"), named);
    const Printers = {
      init: (word: string) => ConsumerSupervisor.init([{ ...child(), id: word }], ONE),
    };
    const outer = yield* Supervisor.startLink([ConsumerSupervisor.childSpec(Printers, "word")], ONE);
    assert.equal((yield* Supervisor.countChildren(outer)).active, 1);
    const Module = { startLink: (event: unknown) => GenStage.fromEnumerable([event]) };
    const template = Supervisor.childSpec(Module as never, {
      restart: "temporary",
      start: Module.startLink as never,
    });
    const modular = yield* ConsumerSupervisor.startLink([template], ONE);
    assert.ok(yield* ConsumerSupervisor.startChild(modular, ["event"]));
  }),
);

test(
  "a change of code takes the new template, and keeps the old one if it is wrong",
  inProcess(function* () {
    let answer: unknown = ["ok", [child()], ONE];
    const Module = { init: () => answer as never };
    const supervisor = yield* ConsumerSupervisor.startLink(Module);
    const change = function* (next: unknown): Steps<unknown> {
      answer = next;
      yield* Sys.suspend(supervisor);
      const result = yield* reasonOf(() => Sys.changeCode(supervisor, undefined, undefined, []));
      yield* Sys.resume(supervisor);
      return result;
    };
    yield* change(["ok", [], ONE]);
    yield* change("unknown");
    yield* change("ignore");
    assert.ok(yield* ConsumerSupervisor.startChild(supervisor, ["ok"]), "the old one still starts children");
    yield* change(["ok", [child({ type: "supervisor" })], ONE]);
    assert.equal((yield* ConsumerSupervisor.countChildren(supervisor)).supervisors, 1);
  }),
);

// ---- Children by hand ----------------------------------------------------------------------------------------------------

test(
  "what starting a child may give",
  inProcess(function* () {
    const supervisor = yield* startLink();
    const start = (plan: Plan) => reasonOf(() => ConsumerSupervisor.startChild(supervisor, [plan]));
    const [, info] = (yield* start("info")) as [Pid, string];
    assert.equal(info, "info");
    assert.equal(yield* start("ignore"), undefined);
    assert.equal(yield* start("error"), "refused");
    assert.equal(yield* start("unknown"), "unknown");
    assert.equal(yield* start("exit"), "gone");
    assert.equal(((yield* start("raise")) as Error).message, "failed");
    yield* start("throw");
    assert.deepEqual(yield* ConsumerSupervisor.countChildren(supervisor), {
      specs: 1,
      active: 1,
      supervisors: 0,
      workers: 1,
    });
  }),
);

for (const [restart, reason, isRestarted] of [
  ["temporary", "normal", false],
  ["temporary", "shutdown", false],
  ["temporary", "failed", false],
  ["transient", "normal", false],
  ["transient", "shutdown", false],
  ["transient", ["shutdown", "why"], false],
  ["transient", "failed", true],
] as const)
  test(
    `a ${restart} child that ends with ${String(reason)} is ${isRestarted ? "restarted" : "forgotten"}`,
    inProcess(function* () {
      const supervisor = yield* startLink({ restart });
      const pid = (yield* ConsumerSupervisor.startChild(supervisor, ["ok"]))!;
      // A signal with "normal" from outside ends nobody.
      if (reason === "normal") yield* ConsumerSupervisor.terminateChild(supervisor, pid);
      else yield* kill(pid, reason);
      const all = yield* pids(supervisor);
      assert.equal(all.length, isRestarted ? 1 : 0);
      assert.notEqual(all[0], pid);
    }),
  );

for (const [second, children] of [
  ["ok", 1],
  ["info", 1],
  ["ignore", 0],
] as const)
  test(
    `a restart that gives ${second} leaves ${children} children`,
    inProcess(function* () {
      const supervisor = yield* startLink({ restart: "transient" });
      const pid = (yield* ConsumerSupervisor.startChild(supervisor, [["again", "ok", second]]))!;
      yield* kill(pid, "failed");
      assert.equal((yield* pids(supervisor)).length, children);
    }),
  );

for (const failure of ["error", "unknown", "raise", "exit"] as const)
  test(
    `a restart that fails by ${failure} is tried again`,
    inProcess(function* () {
      const supervisor = yield* startLink({ restart: "transient" });
      const pid = (yield* ConsumerSupervisor.startChild(supervisor, [["again", "ok", failure, "ok"]]))!;
      yield* kill(pid, "failed");
      const [again] = yield* pids(supervisor);
      assert.ok(Process.alive(again as Pid));
      assert.notEqual(again, pid);
    }),
  );

for (const [label, options, plan] of [
  ["too many restarts", { maxRestarts: 1 }, "ok"],
  ["too many restarts in the time", { maxRestarts: 1, maxSeconds: 1 }, "ok"],
  ["too many attempts", { maxRestarts: 2 }, ["again", "ok", "error"]],
] as const)
  test(
    `${label}: the supervisor gives up`,
    inProcess(function* () {
      Process.flag("trap_exit", true);
      const supervisor = yield* startLink({ restart: "transient" }, options);
      yield* ConsumerSupervisor.startChild(supervisor, [plan as Plan]);
      for (;;) {
        const [pid] = (yield* reasonOf(() => ConsumerSupervisor.whichChildren(supervisor))) as [unknown[]];
        if (!Array.isArray(pid)) break;
        if (typeof pid[1] === "object") yield* kill(pid[1] as Pid, "failed");
      }
      assert.equal((yield* receive(["EXIT", supervisor]))[2], "shutdown");
    }),
  );

test(
  "restarts far enough apart are tolerated",
  inProcess(function* () {
    const supervisor = yield* startLink({ restart: "transient" }, { maxRestarts: 1, maxSeconds: 1 });
    yield* ConsumerSupervisor.startChild(supervisor, ["ok"]);
    for (let i = 0; i < 3; i++) {
      yield* kill((yield* pids(supervisor))[0] as Pid, "failed");
      yield* Process.sleep(1500);
    }
    assert.ok(Process.alive(supervisor));
  }),
);

for (const [shutdown, stubborn, ended] of [
  ["brutal_kill", false, "killed"],
  ["infinity", false, "shutdown"],
  [100, false, "shutdown"],
  [0, true, "killed"],
  [100, true, "killed"],
] as const)
  test(
    `shutdown ${shutdown} of children that ${stubborn ? "do not listen" : "listen"}: they end with ${ended}`,
    inProcess(function* () {
      const start = () =>
        spawnLink(function* () {
          if (stubborn) Process.flag("trap_exit", true);
          yield* receive(() => false);
        });
      const template = { ...child({ shutdown }), start };
      const supervisor = yield* ConsumerSupervisor.startLink([template], ONE);
      const [one, two] = [
        (yield* ConsumerSupervisor.startChild(supervisor, []))!,
        (yield* ConsumerSupervisor.startChild(supervisor, []))!,
      ];
      yield* Process.sleep(0);
      const monitors = [one, two].map((pid) => Process.monitor(pid));
      assert.equal(yield* ConsumerSupervisor.terminateChild(supervisor, one), "ok");
      assert.equal(yield* reasonOf(() => ConsumerSupervisor.terminateChild(supervisor, one)), "not_found");
      yield* GenStage.stop(supervisor);
      for (const monitor of monitors) assert.equal((yield* receive(["DOWN", monitor]))[4], ended);
    }),
  );

test("a child that ends otherwise when it is stopped is reported", async () => {
  const { output } = await run(function* () {
    const start = () =>
      spawnLink(function* () {
        Process.flag("trap_exit", true);
        yield* receive();
        exit("abnormal");
      });
    for (const shutdown of ["infinity", 100]) {
      const supervisor = yield* ConsumerSupervisor.startLink([{ ...child({ shutdown }), start }], ONE);
      yield* ConsumerSupervisor.startChild(supervisor, []);
      yield* Process.sleep(0);
      yield* GenStage.stop(supervisor);
    }
  });
  const reports = output.filter((text) => /shut down abnormally[^]*"abnormal"/.test(text));
  assert.equal(reports.length, 2);
});
