/** How processes end, what is reported, and that nothing is left behind. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  GenServer,
  Process,
  exit,
  fromPromise,
  makeRef,
  receive,
  self,
  send,
  spawn,
  spawnLink,
  spawnMonitor,
  type Pid,
} from "beamish";
import { assertNothingLeft, flush, reasonOf, run, settle } from "./run.ts";

test("an exception that nobody catches is the reason, the very error", async () => {
  const error = new RangeError("boom");
  const { result, output } = await run(function* () {
    return yield* reasonOf(
      spawn(() => {
        throw error;
      }),
    );
  });
  assert.equal(result, error);
  assert.deepEqual(output, ["[error] Process <0.82.0> raised an exception\n** (RangeError) boom"]);
});

test("exits are not reported, and thrown values are", async () => {
  const { result, output } = await run(function* () {
    const reasons: unknown[] = [];
    for (const reason of ["normal", "shutdown", "bad", ["shutdown", 1]]) {
      const pid = spawn(function* () {
        yield* receive();
        exit(reason);
      });
      const ref = Process.monitor(pid);
      send(pid, "go");
      reasons.push((yield* receive<unknown[]>(["DOWN", ref]))[4]);
    }
    const thrower = spawn(function* () {
      yield* receive();
      throw ["not", "an", "error"];
    });
    const ref = Process.monitor(thrower);
    Process.register(thrower, "thrower");
    send(thrower, "go");
    reasons.push((yield* receive<unknown[]>(["DOWN", ref]))[4]);
    return reasons;
  });
  assert.deepEqual(result, [
    "normal",
    "shutdown",
    "bad",
    ["shutdown", 1],
    ["nocatch", ["not", "an", "error"]],
  ]);
  assert.equal(output.length, 1);
  assert.match(
    output[0]!,
    /Process "thrower" \(<0\.\d+\.0>\) raised an exception\n\*\* \(stop\) an uncaught throw/,
  );
});

test("a killed process runs no more of its code", async () => {
  const ran: string[] = [];
  await run(function* () {
    const pid = spawn(function* () {
      try {
        yield* receive();
      } catch {
        ran.push("catch");
      } finally {
        ran.push("finally");
      }
    });
    yield* settle();
    Process.exit(pid, "kill");
    assert.equal(yield* reasonOf(pid), "noproc");
    yield* settle();
  });
  assert.deepEqual(ran, []);
});

test("a process that kills itself stops there, in a generator with yield*, elsewhere at once", async () => {
  const ran: string[] = [];
  const { result } = await run(function* () {
    const [, first] = spawnMonitor(function* () {
      try {
        yield* Process.exit(self(), "enough");
        ran.push("after");
      } finally {
        ran.push("finally");
      }
    });
    const [, second] = spawnMonitor(() => {
      Process.exit(self(), "enough");
      ran.push("after");
    });
    const reasons: unknown[] = [];
    for (const ref of [first, second]) reasons.push((yield* receive<unknown[]>(["DOWN", ref]))[4]);
    return reasons;
  });
  assert.deepEqual(result, ["enough", "enough"]);
  assert.deepEqual(ran, []);
});

test("code that goes on after it has ended its process does nothing to others", async () => {
  const { result } = await run(function* () {
    const me = self();
    const pid = spawn(function* () {
      Process.exit(self(), "enough");
      send(me, "from the dead");
      spawn(() => send(me, "from its child"));
    });
    assert.equal(yield* reasonOf(pid), "enough");
    yield* settle();
    return yield* flush();
  });
  assert.deepEqual(result, []);
});

test("a promise does not bring a dead process back", async () => {
  let resolve: (value: number) => void = () => undefined;
  const promise = new Promise<number>((done) => (resolve = done));
  const ran: number[] = [];
  const { node } = await run(function* () {
    const pid = spawn(function* () {
      ran.push(yield* fromPromise(promise));
    });
    yield* settle();
    Process.exit(pid, "kill");
    resolve(1);
    yield* fromPromise(promise);
    yield* settle();
  });
  assert.deepEqual(ran, []);
  assertNothingLeft({ node });
});

test("a promise that never settles keeps nobody waiting once its process is dead", async () => {
  const { node } = await run(function* () {
    const stuck = spawn(() => fromPromise(new Promise(() => undefined)));
    yield* settle();
    Process.exit(stuck, "kill");
  });
  assertNothingLeft({ node });
});

test("a rejected promise is an exception where it is waited for", async () => {
  await run(function* () {
    const failure = new Error("no");
    try {
      yield* fromPromise(Promise.reject(failure));
      assert.fail("it did not throw");
    } catch (error) {
      assert.equal(error, failure);
    }
  });
});

test("a chain of links as long as you like falls without a deep stack", async () => {
  const { result } = await run(function* () {
    Process.flag("trap_exit", true);
    let last: Pid = self();
    for (let i = 0; i < 50_000; i++) {
      const next = last;
      last = spawn(function* () {
        Process.link(next);
        yield* receive();
      });
    }
    yield* settle();
    Process.exit(last, "down");
    return (yield* receive<unknown[]>())[2];
  });
  assert.equal(result, "down");
});

test("EXIT comes before DOWN, and the name is free by then", async () => {
  const { result } = await run(function* () {
    Process.flag("trap_exit", true);
    const pid = spawnLink(function* () {
      Process.register(self(), "short-lived");
      yield* receive();
    });
    Process.monitor(pid);
    send(pid, "go");
    const tags = [(yield* receive<unknown[]>())[0], (yield* receive<unknown[]>())[0]];
    return [...tags, Process.whereis("short-lived")];
  });
  assert.deepEqual(result, ["EXIT", "DOWN", undefined]);
});

test("an exit signal to a process whose code is running ends it with its turn", async () => {
  const { result } = await run(function* () {
    const pid = spawn(function* () {
      const partner = spawnLink(function* () {
        yield* receive();
      });
      Process.exit(partner, "both");
      send(self(), "still here");
      yield* receive();
      yield* receive();
    });
    return yield* reasonOf(pid);
  });
  assert.equal(result, "both");
});

test("nothing is left of processes that have come and gone", async () => {
  const { node } = await run(function* () {
    const Echo: GenServer.Module<number> = {
      init: () => ["ok", 0],
      handleCall: (request, _from, n) => ["reply", request, n],
    };
    const server = yield* GenServer.start(Echo, 0, { name: "echo" });
    const pids: Pid[] = [];
    for (let i = 0; i < 100; i++) {
      pids.push(
        spawn(function* () {
          Process.register(self(), `worker ${i}`);
          Process.monitor(server);
          Process.link(server);
          Process.unlink(server);
          Process.sendAfter(self(), "late", 60_000);
          yield* GenServer.call(server, i);
          if (i % 2 === 0) yield* receive({ after: 60_000 });
        }),
      );
    }
    yield* settle();
    for (const pid of pids) Process.exit(pid, "kill");
    assert.deepEqual(Process.info(server, "monitored_by"), ["monitored_by", []]);
    assert.deepEqual(Process.info(server, "links"), ["links", []]);
    yield* GenServer.stop(server);
    assert.deepEqual(yield* flush(), []);
  });
  await Promise.resolve();
  assertNothingLeft({ node });
});

test("a call that has timed out leaves nothing, and its late reply vanishes", async () => {
  await run(function* () {
    const server = spawn(function* () {
      const [, from] = yield* receive(["$gen_call"]);
      yield* Process.sleep(100);
      GenServer.reply(from, "late");
    });
    try {
      yield* GenServer.call(server, "x", 10);
      assert.fail("it was answered");
    } catch (error) {
      assert.equal((error as { reason: unknown[] }).reason[0], "timeout");
    }
    yield* Process.sleep(200);
    assert.deepEqual(yield* flush(), []);
    assert.deepEqual(Process.info(self(), "monitors"), ["monitors", []]);
  });
});

test("references and pids are themselves only", () => {
  assert.notEqual(makeRef(), makeRef());
  assert.equal(JSON.stringify(self()), `"${self()}"`);
});

test("what is thrown and refuses to be looked at ends its process like any other, and no other", async () => {
  const no = (): never => {
    throw new Error("no");
  };
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const thrown of [
    Object.defineProperty(new Error(), "message", { get: no }),
    new Proxy({}, { getPrototypeOf: no }),
    new Proxy(() => 1, { get: no, has: no }),
    proxy,
  ]) {
    const { result, output } = await run(function* () {
      const linked = spawn(function* () {
        Process.flag("trap_exit", true);
        spawnLink(() => {
          throw thrown;
        });
        const [tag] = yield* receive<[string]>();
        exit(tag);
      });
      return yield* reasonOf(linked);
    });
    assert.equal(result, "EXIT");
    assert.equal(output.length, 1);
  }
});
