/** GenServer: every callback and every return. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, GenServer, Process, receive, self, send, spawn } from "beamish";
import { reasonOf, run, settle } from "../kernel/run.ts";
import { Told, failure, reason } from "./told.ts";

test("handleCall: reply, noreply and reply later, stop with and without a reply", async () => {
  await run(function* () {
    let from: GenServer.From | undefined;
    const Later: GenServer.Module<number> = {
      init: () => ["ok", 0],
      handleCall(_request, caller, n) {
        from = caller;
        return ["noreply", n];
      },
    };
    const later = yield* GenServer.start(Later);
    const me = self();
    spawn(function* () {
      send(me, yield* GenServer.call(later, "x"));
    });
    yield* settle();
    GenServer.reply(from!, "at last");
    assert.equal(yield* receive(), "at last");

    const pid = yield* GenServer.start(Told, ["ok", 0]);
    assert.equal(yield* GenServer.call(pid, ["stop", "normal", "bye", 0]), "bye");
    const other = yield* GenServer.start(Told, ["ok", 0]);
    assert.deepEqual(yield* reason(GenServer.call(other, ["stop", "shutdown", 0])), [
      "shutdown",
      ["GenServer", "call", [other, ["stop", "shutdown", 0], 5000]],
    ]);
  });
});

test("a callback that waits: messages come after it, and a kill meanwhile ends it", async () => {
  const { result } = await run(function* () {
    const Slow: GenServer.Module<string[]> = {
      init: () => ["ok", []],
      *handleCall(request: string, _from, seen) {
        yield* Process.sleep(10);
        return ["reply", [...seen, request], [...seen, request]];
      },
      handleCast: (request: string, seen) => ["noreply", [...seen, request]],
    };
    const pid = yield* GenServer.start(Slow);
    GenServer.cast(pid, "a");
    const answer: unknown = yield* GenServer.call(pid, "b");
    spawn(function* () {
      yield* GenServer.call(pid, "c");
    });
    yield* settle();
    Process.exit(pid, "kill");
    return [answer, yield* reasonOf(pid)];
  });
  assert.deepEqual(result, [["a", "b"], "noproc"]);
});

test("timeouts: after the given time without a message; a message cancels it; 0 is at once", async () => {
  const { result } = await run(function* () {
    const me = self();
    const Timed: GenServer.Module<null> = {
      init: () => ["ok", null, 100],
      handleCast: (after: number, state) => ["noreply", state, after],
      handleInfo(message, state) {
        send(me, message);
        return ["noreply", state];
      },
    };
    const pid = yield* GenServer.start(Timed);
    const seen: unknown[] = [];
    seen.push(yield* receive({ after: 99 }), yield* receive({ after: 10 }));
    GenServer.cast(pid, 50);
    send(pid, "instead");
    seen.push(yield* receive({ after: 100 }), yield* receive({ after: 100, else: () => "silence" }));
    GenServer.cast(pid, 0);
    seen.push(yield* receive({ after: 1 }));
    return seen;
  });
  assert.deepEqual(result, ["timeout", "timeout", "instead", "silence", "timeout"]);
});

test("continue runs before what is in the mailbox, and chains without end do not block the others", async () => {
  const { result } = await run(function* () {
    const me = self();
    const Chain: GenServer.Module<number> = {
      init: () => {
        send(self(), "queued");
        return ["ok", 0, ["continue", "step"]];
      },
      handleContinue: (_arg, n) => (n < 3 ? ["noreply", n + 1, ["continue", "step"]] : ["noreply", n]),
      handleInfo(_message, n) {
        send(me, n);
        return ["noreply", n];
      },
    };
    yield* GenServer.start(Chain);
    const Endless: GenServer.Module<number> = {
      init: () => ["ok", 0, ["continue", "step"]],
      handleContinue: (_arg, n) => ["noreply", n + 1, ["continue", "step"]],
    };
    const endless = yield* GenServer.start(Endless);
    const first: unknown = yield* receive();
    Process.exit(endless, "kill");
    return first;
  });
  assert.equal(result, 3);
});

test("hibernate: by a callback's wish, or when idle for hibernateAfter", async () => {
  await run(function* () {
    const isAsleep = (pid: Parameters<typeof Process.info>[0]) =>
      (Process.info(pid, "current_function")![1] as readonly unknown[])[1] === "hibernate";
    const pid = yield* GenServer.start(Told, ["ok", 0, "hibernate"]);
    yield* settle();
    assert.ok(isAsleep(pid));
    yield* GenServer.call(pid, ["reply", 1, 0]);
    assert.equal(isAsleep(pid), false);
    const idle = yield* GenServer.start(Told, ["ok", 0], { hibernateAfter: 100 });
    yield* Process.sleep(99);
    assert.equal(isAsleep(idle), false);
    yield* Process.sleep(2);
    assert.ok(isAsleep(idle));
    assert.equal(yield* GenServer.call(idle, ["reply", 1, 0]), 1);
  });
});

test("what is reported: who, why, the last message, the state", async () => {
  const { output } = await run(function* () {
    const Crashing: GenServer.Module<object> = {
      init: () => ["ok", { secret: "s", n: 1 }],
      handleCall: () => {
        throw new RangeError("too far");
      },
      handleCast: (_request, state) => ["stop", "bad", state],
      formatStatus: (status) => ({ ...status, state: "hidden" }),
    };
    const first = yield* GenServer.start(Crashing);
    yield* failure(GenServer.call(first, "jump"));
    const second = yield* GenServer.start(Crashing, undefined, { name: "second" });
    GenServer.cast(second, "x");
    yield* settle();
    yield* GenServer.stop(yield* GenServer.start(Crashing), "shutdown");
  });
  assert.deepEqual(output, [
    '[error] GenServer <0.82.0> terminating\n** (RangeError) too far\nLast message (from <0.81.0>): "jump"\nState: "hidden"\nClient <0.81.0> is alive',
    '[error] GenServer "second" terminating\n** (stop) "bad"\nLast message: ["$gen_cast", "x"]\nState: "hidden"',
  ]);
});

test("callbacks that are missing", async () => {
  const { output } = await run(function* () {
    const Bare: GenServer.Module<number> = { init: () => ["ok", 0] };
    const pid = yield* GenServer.start(Bare);
    send(pid, "hello");
    yield* settle();
    assert.ok(Process.alive(pid));
    const error = (yield* reason(GenServer.call(pid, 1))) as [Error];
    assert.match(error[0].message, /attempted to call GenServer <0.82.0> but no handleCall/);
  });
  assert.match(output[0]!, /GenServer <0.82.0> received an unexpected message: "hello"/);
});

test("an operation forgotten in a callback is told to the caller, not sent to it", async () => {
  await run(function* () {
    const Asking: GenServer.Module<number> = {
      init: () => ["ok", 0],
      handleCall: (_request, _from, n) => ["reply", GenServer.call("other", 1), n],
    };
    const pid = yield* GenServer.start(Asking);
    const [error] = (yield* reason(GenServer.call(pid, 1))) as [Error];
    assert.ok(error instanceof ArgumentError);
    assert.match(error.message, /GenServer\.call\(\) was made/);
  });
});

test("an async callback is a bad return value", async () => {
  await run(function* () {
    const Async = { init: () => ["ok", 0], handleCall: async () => ["reply", 1, 0] } as never;
    const pid = yield* GenServer.start(Async);
    const [[tag, value]] = (yield* reason(GenServer.call(pid, 1))) as [[string, unknown]];
    assert.equal(tag, "bad_return_value");
    assert.ok(value instanceof Promise);
  });
});

test("an instance of a class is a module too", async () => {
  class Adder implements GenServer.Module<number> {
    readonly #step: number;
    constructor(step: number) {
      this.#step = step;
    }
    init(): GenServer.InitResult<number> {
      return ["ok", 0];
    }
    handleCall(_request: unknown, _from: GenServer.From, n: number): GenServer.CallResult<number> {
      return ["reply", n + this.#step, n + this.#step];
    }
    terminate(): number {
      return this.#step;
    }
  }
  const { result } = await run(function* () {
    const pid = yield* GenServer.start(new Adder(5));
    const answer: unknown = yield* GenServer.call(pid, "add");
    yield* GenServer.stop(pid);
    return answer;
  });
  assert.equal(result, 5);
});
