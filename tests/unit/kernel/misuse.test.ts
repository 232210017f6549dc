/** What is done wrong is said, with what to do: never a hang, never a riddle. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  ErlangError,
  GenServer,
  Pid,
  Process,
  exit,
  fromPromise,
  inspect,
  isPid,
  makeRef,
  operation,
  receive,
  self,
  send,
  spawn,
  spawnLink,
  spawnMonitor,
} from "beamish";
import { Node } from "beamish/testing";
import { reasonOf, run } from "./run.ts";

const says =
  (...parts: readonly RegExp[]) =>
  (error: unknown) => {
    assert.ok(error instanceof ArgumentError, String(error));
    for (const part of parts) assert.match(error.message, part);
    return true;
  };

/** Runs a body that is expected to be ended by an ArgumentError, and gives that. */
async function mistake(body: () => unknown): Promise<unknown> {
  const { result } = await run(function* () {
    return yield* reasonOf(spawn(body as () => void));
  });
  return result;
}

test("an async function cannot be a process", () => {
  const asyncBody = (async () => undefined) as never;
  for (const start of [spawn, spawnLink, spawnMonitor])
    assert.throws(() => start(asyncBody), says(/cannot be killed/, /function\*/));
});

test("neither can a function that returns a promise", async () => {
  says(/cannot be killed/)(await mistake(() => Promise.resolve(1)));
});

test("spawn needs a function", () => {
  assert.throws(() => spawn(undefined as never), says(/spawn: expected a function/, /got undefined/));
});

test("what was called wrongly carries OTP's reason, as every error does that stands for one", () => {
  assert.throws(() => spawn(undefined as never), { reason: "badarg" });
});

test("an operation that nobody waits for is named when the process ends", async () => {
  says(/receive\(\) was made/, /yield\* receive\(\)/)(await mistake(() => void receive()));
  says(/Process\.sleep\(\) was made/)(await mistake(() => void Process.sleep(1)));
});

test("...and when it waits for something else", async () => {
  const error = await mistake(function* () {
    void GenServer.call(self(), "x");
    yield* receive();
  });
  says(/GenServer\.call\(\) was made/)(error);
});

test("operations made first and waited for one after the other are no mistake", async () => {
  const { result } = await run(function* () {
    const [a, b] = [Process.sleep(1), Process.sleep(2)];
    return [yield* a, yield* b];
  });
  assert.deepEqual(result, ["ok", "ok"]);
});

test("an operation is used once", async () => {
  const error = await mistake(function* () {
    const pause = Process.sleep(1);
    yield* pause;
    yield* pause;
  });
  says(/Process\.sleep\(\)/, /used once/)(error);
});

test("yield in place of yield* is an exception where it is written", async () => {
  const { result } = await run(function* () {
    try {
      yield receive() as never;
    } catch (error) {
      return error;
    }
    return undefined;
  });
  says(/yield\*/, /receive\(\)/)(result);
  says(
    /expected an operation/,
    /got 5/,
  )(
    await mistake(function* () {
      yield 5;
    }),
  );
});

/** An operation where the compiler believes it is a list. */
const asList = (operation: unknown) => operation as unknown[];

test("an operation is no list: destructuring, spreading and looping say so", async () => {
  const ways: Readonly<Record<string, () => unknown>> = {
    "receive()": () => {
      const [first] = asList(receive());
      return first;
    },
    "Process.sleep()": () => [...asList(Process.sleep(1))],
    "GenServer.call()": () => new Set(asList(GenServer.call(self(), "x"))),
    "both()": () => {
      for (const item of asList(operation("both()", () => reasonOf(self())))) return item;
      return undefined;
    },
  };
  for (const [name, way] of Object.entries(ways)) {
    const error = await mistake(function* () {
      send(self(), ["a", "b"]);
      way();
      yield* receive();
    });
    says(/is an operation, not a list/)(error);
    assert.ok((error as Error).message.includes(`= yield* ${name}`));
  }
});

test("an async callback of a server is a bad return", async () => {
  await run(function* () {
    Process.flag("trap_exit", true);
    const Late = {
      init: () => ["ok", 0],
      handleCall: async () => ["reply", 1, 0],
    } as never as GenServer.Module<number>;
    const pid = yield* GenServer.start(Late);
    const ref = Process.monitor(pid);
    GenServer.sendRequest(pid, "x");
    const [, , , , reason] = yield* receive<unknown[]>(["DOWN", ref]);
    assert.match(inspect(reason), /bad_return_value/);
  });
});

test("await inside a process is refused", async () => {
  const { result } = await run(function* () {
    const operation = Process.sleep(1);
    const refused = operation.then(null, (error: unknown) => error);
    yield* operation;
    return yield* fromPromise(refused);
  });
  says(/Inside a process/, /yield\* Process\.sleep\(\)/)(result);
});

test("an operation or a promise is no process", async () => {
  await run(function* () {
    const start = GenServer.start({ init: () => ["ok", 0] });
    assert.throws(
      () => send(start as never, 1),
      says(/got #Op<GenServer\.start\(\)>/, /yield\* GenServer\.start\(\)/),
    );
    yield* start;
  });
  assert.throws(() => send(Promise.resolve(1) as never, 1), says(/fromPromise/));
});

test("send: a name that nobody has, and things that name nobody", () => {
  assert.throws(() => send("nobody", 1), says(/got "nobody"/, /Nobody is registered/));
  assert.throws(() => send(undefined as never, 1), says(/expected a pid/, /got undefined/));
  assert.throws(() => send(["via", {}, 1] as never, 1), says(/expected a pid/));
});

test("timeouts are numbers of milliseconds or infinity", () => {
  for (const bad of [-1, NaN, "5", undefined] as never[]) {
    assert.throws(() => Process.sleep(bad), says(/milliseconds/));
    assert.throws(() => receive({ after: bad }), says(/milliseconds/));
    assert.throws(() => Process.sendAfter(self(), 1, bad), says(/milliseconds/));
  }
  assert.throws(() => GenServer.call(self(), 1, -1), says(/GenServer\.call/));
});

test("patterns are predicates or tuples", () => {
  for (const bad of [5, "x", {}, null] as never[])
    assert.throws(() => receive(bad), says(/a predicate or a tuple/));
});

test("flags, priorities and facts have names", () => {
  assert.throws(() => Process.flag("bad" as never, true), says(/trap_exit/));
  assert.throws(() => Process.flag("trap_exit", 1 as never), says(/a boolean/));
  assert.throws(() => Process.flag("priority", "urgent" as never), says(/"low"/));
  assert.throws(() => Process.info(self(), "bad" as never), says(/message_queue_len/));
});

test("pids and references are not anything else", () => {
  for (const act of [Process.exit, Process.link, Process.unlink, Process.alive, Process.register] as ((
    x: never,
  ) => void)[])
    assert.throws(() => act("x" as never), says(/expected a pid/));
  for (const act of [Process.demonitor, Process.unalias, Process.cancelTimer, Process.readTimer] as ((
    x: never,
  ) => void)[])
    assert.throws(() => act("x" as never), says(/expected a reference/));
  assert.equal(Process.cancelTimer(makeRef()), false);
});

test("what looks like a pid and is none is refused as anything else is", async () => {
  await run(function* () {
    const looksLike: object[] = [
      new Proxy(self(), {}),
      Object.create(self()) as object,
      Object.create(Pid.prototype) as object,
    ];
    for (const pid of looksLike as never[]) {
      assert.equal(isPid(pid), false);
      for (const act of [Process.link, Process.alive, Process.exit, (x: never) => send(x, "hi")] as ((
        x: never,
      ) => void)[])
        assert.throws(() => act(pid), says(/expected a pid/));
      const reason = yield* reasonOf(spawn(() => GenServer.call(pid, "hi")));
      says(/expected a pid/)(reason);
    }
  });
});

test("a name that is taken says by whom", async () => {
  await run(function* () {
    const other = spawn(() => undefined);
    Process.register(self(), "cart");
    assert.throws(
      () => Process.register(other, "cart"),
      says(/"cart"/, new RegExp(String(self())), /another name/),
    );
    Process.unregister("cart");
    assert.throws(() => Process.unregister("cart"), says(/Nobody is registered/));
    yield* reasonOf(other);
  });
});

test("a monitor belongs to its watcher", async () => {
  const { result } = await run(function* () {
    const ref = Process.monitor(self());
    return yield* reasonOf(spawn(() => void Process.demonitor(ref)));
  });
  says(/of the calling process/)(result);
});

test("link to a process that is gone: noproc", async () => {
  await run(function* () {
    const gone = spawn(() => undefined);
    yield* reasonOf(gone);
    assert.throws(
      () => Process.link(gone),
      (error) => error instanceof ErlangError && error.original === "noproc",
    );
  });
});

test("waiting outside of what can wait says so", () => {
  const node = new Node({ output: () => undefined });
  node.enter(() => {
    const steps = (function* () {
      yield* receive();
    })();
    assert.throws(() => steps.next(), says(/receive\(\)/, /generator/));
  });
});

test("GenServer wants a module, and a name that is one", () => {
  assert.throws(() => GenServer.start({} as never), says(/a module/));
  assert.throws(() => GenServer.start(undefined as never), says(/a module/));
  assert.throws(() => GenServer.start({ init: () => ["ok", 0] }, 0, { name: "" }), says(/a name/));
});

test("exit(reason) is an exception that a process can catch", async () => {
  const { result } = await run(function* () {
    try {
      exit("reason");
    } catch (error) {
      return (error as { reason: unknown }).reason;
    }
  });
  assert.equal(result, "reason");
});
