/** The start handshake: the starter waits until the process says that it is ready. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  Exit,
  GenServer,
  Logger,
  ProcLib,
  Process,
  StartError,
  Sys,
  exit,
  receive,
  self,
  send,
  type Pid,
  type Term,
} from "beamish";
import { flush, reasonOf, run, settle } from "../kernel/run.ts";

test("initAck gives any term; no initAck is a failure with the exit reason", async () => {
  const { result } = await run(function* () {
    Process.flag("trap_exit", true);
    const given: unknown[] = [];
    const bodies = [
      () => ProcLib.initAck({ hello: 1 }),
      () => exit("early"),
      () => "returned without",
      function* () {
        yield* Process.sleep(500);
      },
    ];
    for (const start of [ProcLib.start, ProcLib.startLink]) {
      for (const body of bodies) {
        try {
          given.push(yield* start(body, 100));
        } catch (error) {
          given.push((error as StartError).reason);
        }
      }
    }
    const left = yield* flush();
    return [given, left.map((message) => (message as unknown[])[2])];
  });
  const given = [{ hello: 1 }, "early", "normal", "timeout"];
  // The EXIT of the one that was ready and then ended is an ordinary message.
  assert.deepEqual(result, [[...given, ...given], ["normal"]]);
});

test("initAck in a process that nobody waits for is a mistake", async () => {
  await run(function* () {
    assert.throws(() => ProcLib.initAck("ready"), ArgumentError);
    assert.equal(ProcLib.initAck(self(), "ready"), "ok");
    assert.equal((yield* flush()).length, 1);
  });
});

test("startMonitor gives the value and a monitor; a start that fails leaves none", async () => {
  await run(function* () {
    const [value, ref] = yield* ProcLib.startMonitor(function* () {
      ProcLib.initAck(undefined);
      yield* receive();
    });
    assert.equal(value, undefined);
    const [, watched] = Process.info(self(), "monitors")![1][0] as readonly [string, Pid];
    Process.exit(watched, "kill");
    assert.equal(((yield* receive(["DOWN", ref])) as Term)[4], "killed");
    try {
      yield* ProcLib.startMonitor(() => exit("early"));
      assert.fail("it did not fail");
    } catch (error) {
      assert.equal((error as StartError).reason, "early");
    }
    assert.deepEqual(yield* flush(), []);
  });
});

test("initFail: the starter throws an error, or gets the value, when the process has ended", async () => {
  await run(function* () {
    let child: Pid | undefined;
    const failing = (value: Term, exception: ProcLib.Exception) =>
      ProcLib.start(() => {
        child = self();
        ProcLib.initFail(value, exception);
      });
    try {
      yield* failing(["error", "no disk"], ["exit", "normal"]);
      assert.fail("it did not fail");
    } catch (error) {
      assert.ok(error instanceof StartError);
      assert.equal(error.reason, "no disk");
    }
    assert.equal(Process.alive(child!), false);
    assert.equal(yield* failing("sorry", ["throw", "v"]), "sorry");
    assert.equal(Process.alive(child!), false);
    assert.deepEqual(yield* flush(), []);
    assert.throws(() => ProcLib.initFail("x", "y" as never), ArgumentError);
  });
});

test("a process that hangs before initAck can be killed by its starter, and the starter by others", async () => {
  await run(function* () {
    const starter = ProcLib.spawn(function* () {
      yield* ProcLib.startLink(function* () {
        yield* receive(["never"]);
      });
    });
    yield* settle();
    const [child] = Process.info(starter, "links")![1];
    Process.exit(starter, "kill");
    assert.equal(yield* reasonOf(child!), "noproc");
  });
});

test("spawn options: priority and label; a monitor is refused where OTP refuses it", async () => {
  await run(function* () {
    const body = () => ProcLib.initAck(Process.flag("priority", "normal"));
    assert.equal(yield* ProcLib.start(body, 100, { priority: "high" }), "high");
    assert.throws(() => ProcLib.start(body, 100, { monitor: true } as never), /Use startMonitor/);
    assert.throws(() => ProcLib.start(body, -1), ArgumentError);
    assert.throws(() => ProcLib.start("body" as never), ArgumentError);
    assert.throws(() => ProcLib.spawn("body" as never), ArgumentError);
    assert.throws(() => ProcLib.spawn((async () => undefined) as never), ArgumentError);
    assert.throws(() => ProcLib.hibernate("body" as never), ArgumentError);
    const [pid, ref] = ProcLib.spawnMonitor(() => "done", { label: "worker" });
    assert.equal(Process.info(pid, "label")![1], "worker");
    assert.equal(((yield* receive(["DOWN", ref])) as Term)[4], "normal");
  });
});

test("hibernate: sleeps until a message comes, and never returns", async () => {
  await run(function* () {
    const me = self();
    const pid = ProcLib.spawn(function* () {
      try {
        yield* ProcLib.hibernate(function* () {
          send(me, yield* receive());
        });
      } finally {
        send(me, "never");
      }
    });
    yield* settle();
    assert.equal(Process.info(pid, "current_function")![1][1], "hibernate");
    send(pid, "hello");
    assert.equal(yield* reasonOf(pid), "normal");
    assert.deepEqual(yield* flush(), ["hello"]);
  });
});

test("crash reports: who, why, and what it was doing, if SASL reports are handled", async () => {
  const { output } = await run(function* () {
    const crash = function* (body: () => unknown) {
      yield* reasonOf(ProcLib.spawn(body, { label: "worker" }));
    };
    yield* crash(() => exit("unseen"));
    Logger.configure({ handleSaslReports: true });
    yield* crash(() => exit("shutdown"));
    yield* crash(() => exit(["shutdown", 1]));
    yield* crash(function* () {
      Process.register(self(), "named");
      Process.put("key", "value");
      send(self(), "unread");
      yield* Process.sleep(1);
      throw new RangeError("too far");
    });
    // A signal from elsewhere is no crash.
    const pid = ProcLib.spawn(function* () {
      yield* receive();
    });
    Process.exit(pid, "signal");
    yield* settle();
  });
  assert.deepEqual(output, [
    [
      '[error] Process "named" (<0.85.0>) terminating',
      "** (RangeError) too far",
      "Initial Call: erlang.apply/2",
      'Process Label: "worker"',
      "Ancestors: [<0.81.0>]",
      "Message Queue Length: 1",
      'Messages: ["unread"]',
      "Links: []",
      'Dictionary: [["key", "value"]]',
      "Trapping Exits: false",
    ].join("\n"),
  ]);
});

test("the crash report of a server names its module, and so does that of a start which fails", async () => {
  const Named: GenServer.Module<number> & { name: string } = {
    name: "Named",
    init: (told: Term) => told as GenServer.InitResult<number>,
    handleCast: (_request, n) => ["stop", "bad", n],
  };
  const { output } = await run(function* () {
    Logger.configure({ handleSaslReports: true });
    const pid = yield* GenServer.start(Named, ["ok", 1]);
    assert.deepEqual(ProcLib.translateInitialCall(pid), [Named, "init", 1]);
    assert.deepEqual(ProcLib.initialCall(pid), [Named, "init", ["Argument__1"]]);
    assert.equal(ProcLib.initialCall(self()), false);
    GenServer.cast(pid, "stop");
    yield* settle();
    try {
      yield* GenServer.start(Named, ["stop", "no disk"]);
    } catch (error) {
      assert.ok(error instanceof StartError);
    }
  });
  assert.deepEqual(
    output.map((text) => text.split("\n").slice(0, 3)),
    [
      ["[error] GenServer <0.82.0> terminating", '** (stop) "bad"', 'Last message: ["$gen_cast", "stop"]'],
      ["[error] Process <0.82.0> terminating", '** (exit) "bad"', "Initial Call: Named.init/1"],
      ["[error] Process <0.83.0> terminating", '** (exit) "no disk"', "Initial Call: Named.init/1"],
    ],
  );
});

test("stop: a process that answers system messages ends; one that is not there is an exit", async () => {
  await run(function* () {
    const pid = yield* GenServer.start({ init: () => ["ok", 1] });
    yield* Sys.suspend(pid);
    assert.equal(yield* ProcLib.stop(pid), "ok");
    try {
      yield* ProcLib.stop(pid);
      assert.fail("it did not fail");
    } catch (error) {
      assert.ok(error instanceof Exit);
      assert.equal(error.reason, "noproc");
    }
  });
});
