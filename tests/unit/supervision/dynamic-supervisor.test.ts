import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  DynamicSupervisor,
  GenServer,
  Process,
  StartError,
  Supervisor,
  receive,
} from "beamish";
import type { Op, Pid, Steps } from "beamish";
import { inProcess } from "./run.ts";

const Server: GenServer.Module<unknown, unknown, "get", unknown> = {
  init: (state) => ["ok", state],
  handleCall: (_get, _from, state) => ["reply", state, state],
  handleCast: (reason, state) => ["stop", reason, state],
};

const child = (state: unknown, options: Partial<Supervisor.ChildSpec> = {}): Supervisor.ChildSpec => ({
  id: "any",
  start: () => GenServer.startLink(Server, state),
  ...options,
});

/** What an operation throws. */
function* caught(act: () => Op<unknown>): Steps<Error & { reason?: unknown }> {
  try {
    yield* act();
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error("nothing was thrown");
}

test(
  "many children may have the same id",
  inProcess(function* () {
    const pid = yield* DynamicSupervisor.startLink();
    const pids: Pid[] = [];
    for (const n of [1, 2, 3]) pids.push((yield* DynamicSupervisor.startChild(pid, child(n)))!);
    assert.equal(new Set(pids).size, 3);
    assert.deepEqual(
      (yield* DynamicSupervisor.whichChildren(pid)).map(([id, one]) => [id, one]),
      pids.map((one) => [undefined, one]),
    );
    for (const [i, one] of pids.entries()) assert.equal(yield* GenServer.call(one, "get"), i + 1);
  }),
);

test(
  "a restarted child keeps its place and its arguments",
  inProcess(function* () {
    const pid = yield* DynamicSupervisor.startLink({ extraArguments: ["extra"] });
    const start = (...args: unknown[]) => GenServer.startLink(Server, args);
    const first = (yield* DynamicSupervisor.startChild(pid, { id: "a", start }))!;
    Process.exit(first, "kill");
    const [[, second] = []] = yield* DynamicSupervisor.whichChildren(pid);
    assert.notEqual(second, first);
    assert.deepEqual(yield* GenServer.call(second as Pid, "get"), ["extra"]);
    assert.equal((yield* caught(() => DynamicSupervisor.terminateChild(pid, first))).reason, "not_found");
  }),
);

test(
  "a module and its argument is a child too, and a dynamic supervisor is one itself",
  inProcess(function* () {
    const top = yield* Supervisor.startLink([[DynamicSupervisor, { name: "pool" }], DynamicSupervisor], {
      strategy: "one_for_one",
    });
    const [second, first] = yield* Supervisor.whichChildren(top);
    assert.deepEqual([first![0], first![2]], ["pool", "supervisor"]);
    assert.equal(second![0], "DynamicSupervisor");
    const added = yield* DynamicSupervisor.startChild("pool", [Server, "tea"]);
    assert.equal(yield* GenServer.call(added!, "get"), "tea");
  }),
);

test(
  "more children than maxChildren are refused, those being restarted included",
  inProcess(function* () {
    const pid = yield* DynamicSupervisor.startLink({ maxChildren: 1, maxRestarts: 1e9 });
    let starts = 0;
    const start = () => {
      if (++starts > 1) throw new StartError("no more");
      return GenServer.startLink(Server, 1);
    };
    const one = (yield* DynamicSupervisor.startChild(pid, { id: "a", start }))!;
    Process.exit(one, "kill");
    const refused = yield* caught(() => DynamicSupervisor.startChild(pid, child(2)));
    assert.ok(refused instanceof StartError);
    assert.equal(refused.reason, "max_children");
    assert.deepEqual(yield* DynamicSupervisor.countChildren(pid), {
      specs: 1,
      active: 0,
      supervisors: 0,
      workers: 1,
    });
    yield* DynamicSupervisor.terminateChild(pid, one);
    assert.ok(yield* DynamicSupervisor.startChild(pid, child(2)));
  }),
);

test(
  "children are stopped at once: the slowest decides how long it takes",
  inProcess(function* () {
    const pid = yield* DynamicSupervisor.startLink();
    const slow = (ms: number) => ({
      ...Server,
      *init() {
        Process.flag("trap_exit", true);
        return ["ok", ms] as const;
      },
      *terminate() {
        yield* Process.sleep(ms);
      },
    });
    for (const [ms, shutdown] of [
      [300, 1000],
      [200, 1000],
      [1e6, 100],
      [250, "infinity"],
    ] as const) {
      const start = () => GenServer.startLink(slow(ms) as GenServer.Module<number>);
      yield* DynamicSupervisor.startChild(pid, { id: ms, start, shutdown });
    }
    const monitor = Process.monitor(pid);
    Process.unlink(pid);
    Process.exit(pid, "kill");
    yield* receive(["DOWN", monitor]);

    const other = yield* DynamicSupervisor.startLink();
    for (const [ms, shutdown] of [
      [300, 1000],
      [200, 1000],
      [1e6, 100],
      [250, "infinity"],
    ] as const) {
      const start = () => GenServer.startLink(slow(ms) as GenServer.Module<number>);
      yield* DynamicSupervisor.startChild(other, { id: ms, start, shutdown });
    }
    const ends = Process.sendAfter("nobody", "late", 301);
    yield* DynamicSupervisor.stop(other);
    assert.equal(Process.readTimer(ends), 1, "300 ms have passed");
  }),
);

test(
  "a module is asked for the options",
  inProcess(function* () {
    const Pool: DynamicSupervisor.Module<number> = {
      init: (maxChildren) => DynamicSupervisor.init({ maxChildren }),
    };
    const pid = (yield* DynamicSupervisor.startLink(Pool, 0, { name: "pool" }))!;
    assert.equal(Process.whereis("pool"), pid);
    assert.equal((yield* caught(() => DynamicSupervisor.startChild(pid, child(1)))).reason, "max_children");
    assert.equal(yield* DynamicSupervisor.startLink({ init: () => "ignore" as const }, 1), undefined);
    Process.flag("trap_exit", true);
    for (const answer of ["hm", ["ok", ["hm"]]]) {
      const odd = { init: () => answer } as unknown as DynamicSupervisor.Module<number>;
      assert.deepEqual((yield* caught(() => DynamicSupervisor.startLink(odd, 1))).reason, [
        "bad_return",
        [odd, "init", answer],
      ]);
    }
    const wrong: DynamicSupervisor.Module<number> = { init: () => ["ok", { maxChildren: -1 }] };
    assert.deepEqual((yield* caught(() => DynamicSupervisor.startLink(wrong, 1))).reason, [
      "supervisor_data",
      ["invalid_max_children", -1],
    ]);
  }),
);

for (const [options, reason] of [
  [{ strategy: "one_for_all" }, ["invalid_strategy", "one_for_all"]],
  [{ maxChildren: 1.5 }, ["invalid_max_children", 1.5]],
  [{ maxRestarts: -1 }, ["invalid_intensity", -1]],
  [{ extraArguments: "x" }, ["invalid_extra_arguments", "x"]],
] as const) {
  test(`the options ${JSON.stringify(options)} are refused`, () => {
    assert.throws(() => DynamicSupervisor.startLink(options as unknown as DynamicSupervisor.Options), {
      name: "ArgumentError",
      message: /expected .*, got /,
      reason: ["supervisor_data", reason],
    });
  });
}

test("a bad specification is refused at the call", () => {
  assert.throws(() => DynamicSupervisor.startChild("pool", 42 as never), ArgumentError);
  const significant = child(1, { significant: true, restart: "transient" });
  assert.throws(() => DynamicSupervisor.startChild("pool", significant), {
    name: "ArgumentError",
    message: /significant/,
  });
});

test(
  "children are told to stop in the order in which they were started, whatever time they have",
  inProcess(function* () {
    const pid = yield* DynamicSupervisor.startLink();
    const ended: unknown[] = [];
    const Trapping: GenServer.Module<unknown> = {
      init: (state) => (Process.flag("trap_exit", true), ["ok", state]),
      terminate: (_reason, state) => ended.push(state),
    };
    for (const shutdown of [1000, 20, 500]) {
      const start = () => GenServer.startLink(Trapping, shutdown);
      yield* DynamicSupervisor.startChild(pid, { id: "any", start, shutdown });
    }
    yield* DynamicSupervisor.stop(pid);
    assert.deepEqual(ended, [1000, 20, 500]);
  }),
);
