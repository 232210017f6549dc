/** Every way to stop a server. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  GenEvent,
  GenServer,
  GenStateMachine,
  ProcLib,
  Process,
  exit,
  receive,
  self,
  send,
  spawn,
  type Name,
  type Op,
  type Pid,
  type Server,
  type Steps,
  type Term,
} from "beamish";
import { flush, reasonOf, run } from "../kernel/run.ts";
import { reason } from "./told.ts";

type Stop = (server: Server, reason?: Term, timeout?: number) => Op<"ok">;
type Start = (name: Name | undefined, cleanUp: (reason: Term) => unknown) => Op<Pid>;

const behaviours: readonly (readonly [string, Start, Stop])[] = [
  [
    "GenServer",
    (name, terminate) => GenServer.start({ init: () => ["ok", 0], terminate } as never, 0, { name }),
    GenServer.stop,
  ],
  [
    "GenStateMachine",
    (name, terminate) =>
      GenStateMachine.start(
        { callbackMode: "handle_event_function", init: () => ["ok", 0, 0], terminate },
        0,
        {
          name,
        },
      ),
    GenStateMachine.stop,
  ],
  [
    "ProcLib",
    (name, terminate) => GenServer.start({ init: () => ["ok", 0], terminate } as never, 0, { name }),
    ProcLib.stop,
  ],
  ["GenEvent", (name) => GenEvent.start({ name }), GenEvent.stop],
];

for (const [behaviour, start, stop] of behaviours) {
  const bare = function* (operation: Op<unknown>): Steps<unknown> {
    const why = (yield* reason(operation)) as Term;
    return behaviour === "GenServer" ? why[0] : why;
  };

  test(`${behaviour}.stop: by pid and by each kind of name, with any reason`, async () => {
    await run(function* () {
      const Via = directoryOfOne();
      for (const name of [undefined, "local", ["global", "key"], ["via", Via, "key"]] as (Name | undefined)[])
        for (const why of ["normal", "shutdown", ["shutdown", 1], ["odd", 2]]) {
          const told: Term[] = [];
          const pid: Pid = yield* start(name, (reason) => told.push(reason));
          const ref = Process.monitor(pid);
          assert.equal(yield* stop(name ?? pid, why), "ok");
          assert.deepEqual(((yield* receive(["DOWN", ref])) as Term)[4], why);
          if (behaviour !== "GenEvent") assert.deepEqual(told, [why]);
        }
    });
  });

  test(`${behaviour}.stop: noproc, nodedown, calling_self, a timeout, and a bad timeout that hurts nobody`, async () => {
    await run(function* () {
      const pid: Pid = yield* start(undefined, () => undefined);
      assert.throws(() => stop(pid, "normal", -5), ArgumentError);
      assert.throws(() => stop(pid, "normal", "soon" as never), ArgumentError);
      assert.ok(Process.alive(pid));
      yield* stop(pid);
      for (const gone of [pid, "nobody", ["global", "nobody"], ["nobody", "nonode@nohost"]] as Server[])
        assert.equal(yield* bare(stop(gone)), "noproc");
      assert.deepEqual(yield* bare(stop(["name", "other@host"])), ["nodedown", "other@host"]);
      const call = ["sys", "terminate", [self(), "normal", "infinity"]];
      const why = behaviour === "GenServer" ? "calling_self" : ["calling_self", call];
      assert.deepEqual(yield* bare(stop(self())), why);
      const deaf = spawn(function* () {
        yield* receive(["never"]);
      });
      assert.equal(yield* bare(stop(deaf, "normal", 10)), "timeout");
      assert.ok(Process.alive(deaf));
      assert.deepEqual(yield* flush(), []);
    });
  });
}

function directoryOfOne() {
  let held: Pid | undefined;
  return {
    registerName: (_key: Term, pid: Pid) => ((held = pid), "yes" as const),
    unregisterName: () => (held = undefined),
    whereisName: () => (held !== undefined && Process.alive(held) ? held : undefined),
    send: (_key: Term, message: Term) => send(held!, message) as unknown,
  };
}

test("a server that ends by another reason than it was told: the caller gets that one", async () => {
  await run(function* () {
    const Worse: GenServer.Module<number> = { init: () => ["ok", 0], terminate: () => exit("worse") };
    assert.deepEqual(yield* reason(ProcLib.stop(yield* GenServer.start(Worse), "bad")), "worse");
    const pid = yield* GenServer.start(Worse);
    assert.deepEqual(yield* reason(GenServer.stop(pid, "bad")), [
      "worse",
      ["GenServer", "stop", [pid, "bad", "infinity"]],
    ]);
  });
});

test("a crash is reported, an end that was planned is not", async () => {
  for (const [why, isReported] of [
    ["normal", false],
    ["shutdown", false],
    [["shutdown", "stop"], false],
    ["crash", true],
  ] as const) {
    const { output } = await run(function* () {
      const pid = yield* GenServer.start({
        init: () => ["ok", 0],
        handleCast: () => ["stop", why, 0],
      } as never);
      GenServer.cast(pid, "stop");
      yield* reasonOf(pid);
    });
    assert.equal(output.length > 0, isReported, String(why));
  }
});

test("starting that fails again and again leaves nothing behind", async () => {
  await run(function* () {
    const before = [Process.list().length, Process.registered().length];
    for (let i = 0; i < 200; i++) {
      const started = GenServer.start({ init: () => ["stop", i] }, undefined, { name: "loop" });
      assert.equal(yield* reason(started), i);
    }
    assert.deepEqual([Process.list().length, Process.registered().length], before);
    assert.deepEqual(yield* flush(), []);
  });
});
