/** Tasks that belong to a supervisor. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DynamicSupervisor,
  Process,
  Registry,
  StartError,
  Supervisor,
  Task,
  exit,
  receive,
  self,
  send,
} from "beamish";
import type { Op, Pid, Steps } from "beamish";
import { inProcess } from "../supervision/run.ts";
import { caught, mailbox } from "./looking.ts";

const forever = () => Process.sleep("infinity");
const links = () => Process.info(self(), "links")![1] as Pid[];

for (const [name, async] of [
  ["async", Task.Supervisor.async],
  ["asyncNolink", Task.Supervisor.asyncNolink],
] as const) {
  const isLinked = name === "async";

  test(
    `${name} starts a task under the supervisor${isLinked ? ", linked to its owner" : ""}`,
    inProcess(function* () {
      const pid = yield* Task.Supervisor.startLink();
      const task = yield* async(pid, function* () {
        yield* receive(["go"]);
        return "done";
      });
      assert.deepEqual(yield* Task.Supervisor.children(pid), [task.pid]);
      assert.equal(links().includes(task.pid), isLinked);
      send(task.pid, ["go"]);
      assert.deepEqual(yield* receive([task.ref]), [task.ref, "done"]);
      assert.equal((yield* receive<unknown[]>(["DOWN", task.ref]))[4], "normal");
    }),
  );

  test(
    `${name} takes a shutdown, and refuses a wrong one`,
    inProcess(function* () {
      Process.flag("trap_exit", true);
      const pid = yield* Task.Supervisor.startLink();
      const task = yield* async(pid, forever, { shutdown: "brutal_kill" });
      Process.exit(pid, "shutdown");
      assert.deepEqual(yield* Task.yield(task), ["exit", "killed"]);
      assert.throws(
        () => async(pid, forever, { shutdown: "soon" as never }),
        /`shutdown`: milliseconds.*"soon"/,
      );
      assert.throws(() => async(pid, 1 as never), /a function or a generator function, got 1/);
    }),
  );

  test(
    `${name} says so when there are as many tasks as there may be`,
    inProcess(function* () {
      const pid = yield* Task.Supervisor.startLink({ maxChildren: 1 });
      yield* async(pid, forever);
      assert.match((yield* caught(() => async(pid, forever))).message, /reached the maximum number of tasks/);
      const error = yield* caught(() => Task.Supervisor.startChild(pid, forever));
      assert.ok(error instanceof StartError);
      assert.equal(error.reason, "max_children");
    }),
  );
}

test(
  "await of a supervised task exits as for any other, and wants nothing more",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const pid = yield* Task.Supervisor.startLink();
    const ends: readonly (readonly [() => never, (reason: unknown) => boolean])[] = [
      [() => exit("unknown"), (reason) => reason === "unknown"],
      [
        () => {
          throw new TypeError("oops");
        },
        (reason) => reason instanceof TypeError,
      ],
      [
        () => {
          throw "unknown" as unknown as Error;
        },
        (reason) => Array.isArray(reason) && reason[0] === "nocatch",
      ],
    ];
    for (const [body, isReason] of ends) {
      const task = yield* Task.Supervisor.async(pid, body);
      const error = yield* caught(() => Task.await(task));
      assert.ok(isReason(error.reason[0]));
      assert.deepEqual(error.reason[1], ["Task", "await", [task, 5000]]);
      yield* receive(["EXIT", task.pid]);
    }
    const late = yield* Task.Supervisor.async(pid, () => receive(["go"]));
    assert.equal((yield* caught(() => Task.await(late, 0))).reason[0], "timeout");
    const monitor = Process.monitor(late.pid);
    send(late.pid, ["go"]);
    yield* receive(["DOWN", monitor]);
    assert.deepEqual(yield* mailbox(), [["EXIT", late.pid, "normal"]]);
  }),
);

test(
  "startChild starts what is not awaited, and again if it is permanent",
  inProcess(function* () {
    const me = self();
    const pid = yield* Task.Supervisor.startLink();
    const body = function* (): Steps<void> {
      send(me, "ready");
      yield* forever();
    };
    const once = yield* Task.Supervisor.startChild(pid, body);
    assert.equal(links().includes(once), false);
    yield* receive();
    assert.deepEqual(yield* Task.Supervisor.children(pid), [once]);
    assert.equal(yield* Task.Supervisor.terminateChild(pid, once), "ok");
    assert.deepEqual(yield* Task.Supervisor.children(pid), []);
    const gone = yield* caught(() => Task.Supervisor.terminateChild(pid, once));
    assert.equal(gone.reason, "not_found");
    const again = yield* Task.Supervisor.startChild(pid, body, { restart: "permanent" });
    yield* receive();
    Process.exit(again, "shutdown");
    assert.equal(yield* receive(), "ready");
    const killed = yield* Task.Supervisor.startChild(pid, forever, { shutdown: "brutal_kill" });
    const monitor = Process.monitor(killed);
    Process.unlink(pid);
    Process.exit(pid, "shutdown");
    assert.equal((yield* receive<unknown[]>(["DOWN", monitor]))[4], "killed");
    assert.throws(
      () => Task.Supervisor.startChild(pid, body, { restart: "often" as never }),
      /`restart`.*"often"/,
    );
  }),
);

test(
  "supervised tasks know their callers, and the supervisor as their ancestor",
  inProcess(function* () {
    const me = self();
    const sup = yield* Task.Supervisor.startLink();
    const family = () => [Process.get("$callers"), Process.get<Pid[]>("$ancestors")[0]];
    const starts: readonly ((body: () => unknown) => Op<unknown>)[] = [
      (body) => Task.Supervisor.async(sup, body),
      (body) => Task.Supervisor.startChild(sup, body),
      (body) => Task.Supervisor.asyncStream(sup, [1], body).toArray(),
    ];
    for (const start of starts) {
      yield* start(function* () {
        const parent = self();
        send(me, ["family", family(), [[me], sup]]);
        yield* start(() => send(me, ["family", family(), [[parent, me], sup]]));
      });
      for (let i = 0; i < 2; i++) {
        const [, actual, expected] = yield* receive<unknown[]>(["family"]);
        assert.deepEqual(actual, expected);
      }
    }
  }),
);

test(
  "supervisors of tasks are children under names of every kind",
  inProcess(function* () {
    yield* Registry.startLink({ keys: "unique", name: "reg" });
    const names = ["simple", ["global", "name"], ["via", Registry, ["reg", "name"]]] as const;
    const children = names.map((name) => [Task.Supervisor, { name }] as const);
    const above = yield* Supervisor.startLink(children, { strategy: "one_for_one" });
    const nameless = yield* Supervisor.startChild(above, Task.Supervisor.childSpec());
    for (const name of [...names, nameless as Pid]) {
      assert.deepEqual(yield* Task.Supervisor.children(name), []);
      const counts = { active: 0, specs: 0, supervisors: 0, workers: 0 };
      assert.deepEqual(yield* DynamicSupervisor.countChildren(name), counts);
    }
    const error = yield* caught(() => Supervisor.startChild(above, Task.Supervisor.childSpec()));
    assert.deepEqual(error.reason, ["already_started", nameless]);
  }),
);

for (const [name, stream] of [
  ["asyncStream", Task.Supervisor.asyncStream],
  ["asyncStreamNolink", Task.Supervisor.asyncStreamNolink],
] as const) {
  function* sleep<T extends number | "infinity">(ms: T): Steps<T> {
    yield* Process.sleep(ms);
    return ms;
  }
  const inputs = [0, "infinity", "infinity", "infinity"] as const;

  test(
    `${name} gives values, the slowest first, and exits`,
    inProcess(function* () {
      const pid = yield* Task.Supervisor.startLink();
      for (const ms of [
        [1, 2, 3, 4],
        [4, 3, 2, 1],
      ])
        assert.deepEqual(
          yield* stream(pid, ms, sleep).toArray(),
          ms.map((n) => ["ok", n]),
        );
      if (name === "asyncStream") Process.flag("trap_exit", true);
      assert.deepEqual(
        yield* stream(pid, [1, 2], (n) => exit(n)).toArray(),
        [1, 2].map((n) => ["exit", n]),
      );
      assert.deepEqual(yield* mailbox(), []);
    }),
  );

  test(
    `${name} stops what nobody wants, and leaves nothing`,
    inProcess(function* () {
      const pid = yield* Task.Supervisor.startLink();
      assert.deepEqual(yield* stream(pid, inputs, sleep).take(1), [["ok", 0]]);
      assert.deepEqual(links(), [pid]);
      assert.deepEqual(yield* mailbox(), []);
    }),
  );

  test(
    `${name} ends cleanly when the supervisor takes no more tasks`,
    inProcess(function* () {
      const pid = yield* Task.Supervisor.startLink({ maxChildren: 1 });
      const full = stream(pid, ["infinity", "infinity"] as const, sleep, { maxConcurrency: 2 });
      assert.match((yield* caught(() => full.toArray())).message, /reached the maximum number of tasks/);
      assert.deepEqual(links(), [pid]);
      assert.deepEqual(yield* mailbox(), []);
      assert.throws(() => stream(pid, [], sleep, { shutdown: "soon" as never }), /`shutdown`/);
    }),
  );
}

test(
  "a supervised stream tells inputs of exits, and may be consumed by another process",
  inProcess(function* () {
    const me = self();
    const pid = yield* Task.Supervisor.startLink();
    const late = { zipInputOnExit: true, onTimeout: "kill_task", timeout: 50 } as const;
    assert.deepEqual(yield* Task.Supervisor.asyncStream(pid, [100], Process.sleep, late).toArray(), [
      ["exit", [100, "timeout"]],
    ]);
    const stream = Task.Supervisor.asyncStream(pid, [1, 2, 3], (n) => send(me, n));
    Task.start(() => stream.toArray());
    assert.deepEqual([yield* receive(), yield* receive(), yield* receive()], [1, 2, 3]);
  }),
);

test(
  "a supervisor of tasks takes options of its process",
  inProcess(function* () {
    const pid = yield* Task.Supervisor.startLink({ spawnOpt: { priority: "high" } });
    assert.deepEqual(Process.info(pid, "priority"), ["priority", "high"]);
  }),
);
