import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Exit,
  GenServer,
  Process,
  Registry,
  StartError,
  Supervisor,
  receive,
  self,
  send,
  spawnLink,
} from "beamish";
import type { Op, Pid, Steps } from "beamish";
import { inProcess, run } from "./run.ts";

const ONE: Supervisor.Options = { strategy: "one_for_one" };

/** A server that can be told to end, and that writes into `log` what it does. */
function server(
  log: string[] = [],
  slow = 0,
): GenServer.Module<string, string, "get", readonly ["exit", unknown]> {
  return {
    init(id) {
      Process.flag("trap_exit", true);
      log.push(`start ${id}`);
      return ["ok", id];
    },
    handleCall: (_get, _from, id) => ["reply", id, id],
    handleCast: ([, reason], id) => ["stop", reason, id],
    *terminate(reason, id) {
      if (slow > 0) yield* Process.sleep(slow);
      log.push(`stop ${id} ${String(reason)}`);
    },
  };
}

function child(id: string, options: Partial<Supervisor.ChildSpec> = {}, log: string[] = [], slow = 0) {
  const start = () => GenServer.startLink(server(log, slow), id, { name: id });
  return { id, start, ...options } satisfies Supervisor.ChildSpec;
}

/** Fails on every start but the first, and tells `watcher` so. */
function startsOnce(id: string, watcher: Pid): Supervisor.ChildSpec {
  let starts = 0;
  const start = () => {
    starts += 1;
    if (starts > 1) {
      send(watcher, "failed");
      throw new StartError(["attempt", starts]);
    }
    return GenServer.startLink(server(), id, { name: id });
  };
  return { id, start };
}

function* waitFor(condition: () => unknown): Steps<void> {
  while (!condition()) yield* Process.sleep(1);
}

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
  "a supervisor has a name, of any kind",
  inProcess(function* () {
    yield* Registry.startLink({ keys: "unique", name: "names" });
    for (const name of ["top", ["global", "top"], ["via", Registry, ["names", "top"]]] as const) {
      const pid = yield* Supervisor.startLink([], { ...ONE, name });
      assert.equal(GenServer.whereis(name), pid);
      assert.deepEqual(yield* Supervisor.whichChildren(name), []);
      const again = yield* caught(() => Supervisor.startLink([], { ...ONE, name }));
      assert.ok(again instanceof StartError);
      assert.deepEqual(again.reason, ["already_started", pid]);
      yield* Supervisor.stop(name);
      assert.equal(GenServer.whereis(name), undefined);
    }
  }),
);

test(
  "a supervisor module is asked for its children, and may have to wait for them",
  inProcess(function* () {
    const Shop: Supervisor.Module<string> = {
      *init(id) {
        yield* Process.sleep(10);
        return Supervisor.init([child(id)], ONE);
      },
    };
    const pid = yield* Supervisor.startLink(Shop, "cart", { name: "shop" });
    assert.equal(Process.whereis("shop"), pid);
    assert.equal(yield* GenServer.call("cart", "get"), "cart");
  }),
);

test(
  "a supervisor module may have nothing to run",
  inProcess(function* () {
    assert.equal(yield* Supervisor.startLink({ init: () => "ignore" as const }, 1), undefined);
  }),
);

test(
  "a wrong answer of a module's init is the reason why the supervisor does not start",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const wrong = (answer: unknown) => ({ init: () => answer }) as unknown as Supervisor.Module<undefined>;
    const reason = function* (module: Supervisor.Module<undefined>) {
      return (yield* caught(() => Supervisor.startLink(module, undefined))).reason;
    };
    const odd = wrong("hm");
    assert.deepEqual(yield* reason(odd), ["bad_return", [odd, "init", "hm"]]);
    assert.deepEqual(yield* reason(wrong(["ok", [{ strategy: "x" }, []]])), [
      "supervisor_data",
      ["invalid_strategy", "x"],
    ]);
    assert.deepEqual(yield* reason(wrong(["ok", [{}, [{ id: 1 }]]])), ["start_spec", "missing_start"]);
    const simple = { strategy: "simple_one_for_one" };
    assert.deepEqual(yield* reason(wrong(["ok", [simple, []]])), ["bad_start_spec", []]);
    const throws = { init: () => assert.fail("in init") } as unknown as Supervisor.Module<undefined>;
    assert.match(String(yield* reason(throws)), /in init/);
  }),
);

test(
  "OTP's own defaults hold for flags: one restart in five seconds",
  inProcess(function* () {
    const module: Supervisor.Module<undefined> = { init: () => ["ok", [{}, [child("a")]]] };
    Process.flag("trap_exit", true);
    const pid = (yield* Supervisor.startLink(module, undefined))!;
    for (let i = 0; i < 2; i++) {
      GenServer.cast("a", ["exit", "crash"]);
      yield* Process.sleep(10);
    }
    assert.equal(Process.alive(pid), false);
  }),
);

test(
  "restarts are forgotten after maxSeconds",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([child("a")], { ...ONE, maxRestarts: 3, maxSeconds: 5 });
    for (let i = 0; i < 20; i++) {
      GenServer.cast("a", ["exit", "crash"]);
      yield* Process.sleep(1700);
    }
    assert.ok(Process.alive(pid), "three in five seconds are tolerated for ever");
    Process.flag("trap_exit", true);
    for (let i = 0; i < 4; i++) {
      GenServer.cast("a", ["exit", "crash"]);
      yield* Process.sleep(1200);
    }
    assert.deepEqual(yield* receive(["EXIT", pid]), ["EXIT", pid, "shutdown"]);
  }),
);

test(
  "while a restart keeps failing the supervisor answers, and the child can be stopped",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([startsOnce("a", self()), child("b")], {
      ...ONE,
      maxRestarts: 1e9,
    });
    GenServer.cast("a", ["exit", "crash"]);
    yield* receive();
    const [, a] = yield* Supervisor.whichChildren(pid);
    assert.deepEqual(a, ["a", "restarting", "worker", []]);
    assert.deepEqual(yield* Supervisor.countChildren(pid), {
      specs: 2,
      active: 1,
      supervisors: 0,
      workers: 2,
    });
    assert.equal((yield* caught(() => Supervisor.restartChild(pid, "a"))).reason, "restarting");
    assert.equal((yield* caught(() => Supervisor.deleteChild(pid, "a"))).reason, "restarting");
    assert.equal((yield* caught(() => Supervisor.startChild(pid, child("a")))).reason, "already_present");
    assert.equal(yield* Supervisor.terminateChild(pid, "a"), "ok");
    assert.deepEqual((yield* Supervisor.whichChildren(pid))[1], ["a", undefined, "worker", []]);
    assert.equal(yield* Supervisor.deleteChild(pid, "a"), "ok");
  }),
);

test(
  "a supervisor that keeps failing to restart a child can be stopped",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([startsOnce("a", self())], { ...ONE, maxRestarts: 1e9 });
    GenServer.cast("a", ["exit", "crash"]);
    yield* receive();
    assert.equal(yield* Supervisor.stop(pid), "ok");
  }),
);

test(
  "a group whose restart fails is tried again from the child that failed",
  inProcess(function* () {
    const log: string[] = [];
    let starts = 0;
    const flaky = child("b", {}, log);
    const start = () => {
      if (++starts === 2) throw new StartError("not yet");
      return flaky.start();
    };
    const children = [child("a", {}, log), { ...flaky, start }, child("c", {}, log)];
    yield* Supervisor.startLink(children, { strategy: "rest_for_one", maxRestarts: 5 });
    log.length = 0;
    GenServer.cast("a", ["exit", "crash"]);
    yield* waitFor(() => log.at(-1) === "start c");
    assert.deepEqual(log, [
      "stop a crash",
      "stop c shutdown",
      "stop b shutdown",
      "start a",
      "start b",
      "start c",
    ]);
  }),
);

test(
  "a refusal says what the supervisor thinks and what to do",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([child("a")], ONE);
    const unknown = yield* caught(() => Supervisor.terminateChild(pid, "z"));
    assert.ok(unknown instanceof Supervisor.ChildError);
    assert.equal(unknown.reason, "not_found");
    assert.match(unknown.message, /Supervisor\.terminateChild "z": .*no such child.*whichChildren/);
    const running = yield* caught(() => Supervisor.deleteChild(pid, "a"));
    assert.match(running.message, /running\. Stop it first/);
    assert.equal((yield* caught(() => Supervisor.getChildspec(pid, "z"))).reason, "not_found");
    assert.equal((yield* caught(() => Supervisor.restartChild(pid, "z"))).reason, "not_found");
  }),
);

test(
  "a child that cannot be started leaves nothing behind",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([], ONE);
    const bad = {
      id: "bad",
      start() {
        throw new StartError("no");
      },
    } satisfies Supervisor.ChildSpec;
    const refused = yield* caught(() => Supervisor.startChild(pid, bad));
    assert.ok(refused instanceof StartError);
    const [reason, spec] = refused.reason as [unknown, Supervisor.ChildSpec];
    assert.equal(reason, "no");
    assert.deepEqual(spec, {
      ...bad,
      restart: "permanent",
      shutdown: 5000,
      type: "worker",
      significant: false,
      modules: [],
    });
    assert.deepEqual(yield* Supervisor.whichChildren(pid), []);
  }),
);

test(
  "whether a significant child is allowed, only the supervisor knows",
  inProcess(function* () {
    const significant = child("s", { restart: "transient", significant: true });
    const never = yield* Supervisor.startLink([], ONE);
    assert.deepEqual((yield* caught(() => Supervisor.startChild(never, significant))).reason, [
      "bad_combination",
      [
        ["auto_shutdown", "never"],
        ["significant", true],
      ],
    ]);
    const any = yield* Supervisor.startLink([], { ...ONE, autoShutdown: "any_significant" });
    assert.equal(yield* Supervisor.startChild(any, significant), Process.whereis("s"));
  }),
);

test(
  "arguments for a template are not a child of another strategy",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([], ONE);
    assert.deepEqual((yield* caught(() => Supervisor.startChild(pid, ["x"]))).reason, [
      "invalid_child_spec",
      ["x"],
    ]);
  }),
);

test(
  "a module and its argument can be added as a child",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([], ONE);
    const added = yield* Supervisor.startChild(pid, [server(), "tea"]);
    assert.equal(yield* GenServer.call(added!, "get"), "tea");
  }),
);

test(
  "an id is compared by value",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([{ ...child("a"), id: ["worker", 1] }], ONE);
    assert.equal(yield* Supervisor.terminateChild(pid, ["worker", 1]), "ok");
    assert.equal((yield* caught(() => Supervisor.terminateChild(pid, ["worker", 2]))).reason, "not_found");
  }),
);

test(
  "a child that is killed brutally does not clean up",
  inProcess(function* () {
    const log: string[] = [];
    const pid = yield* Supervisor.startLink([child("a", { shutdown: "brutal_kill" }, log)], ONE);
    yield* Supervisor.stop(pid);
    assert.deepEqual(log, ["start a"]);
  }),
);

test(
  "a child gets the time of its specification to stop, and not more",
  inProcess(function* () {
    for (const [shutdown, slow, stops] of [
      [100, 99, true],
      [100, 101, false],
      ["infinity", 1e6, true],
    ] as const) {
      const log: string[] = [];
      const pid = yield* Supervisor.startLink([child("a", { shutdown }, log, slow)], ONE);
      yield* Supervisor.stop(pid);
      assert.equal(log.includes("stop a shutdown"), stops, `${shutdown} ms, but it takes ${slow}`);
      assert.equal(Process.whereis("a"), undefined);
    }
  }),
);

test(
  "stop gives up after its own time-out, and the supervisor goes on stopping",
  inProcess(function* () {
    const pid = yield* Supervisor.startLink([child("a", {}, [], 1000)], ONE);
    const late = yield* caught(() => Supervisor.stop(pid, "normal", 100));
    assert.ok(late instanceof Exit);
    assert.deepEqual(late.reason, ["timeout", ["GenServer", "stop", [pid, "normal", 100]]]);
    yield* waitFor(() => !Process.alive(pid));
  }),
);

test(
  "a plain process that is linked can be a child",
  inProcess(function* () {
    const me = self();
    const start = () =>
      spawnLink(function* () {
        send(me, ["up", self()]);
        yield* receive();
      });
    yield* Supervisor.startLink([{ id: "plain", start }], ONE);
    const [, first] = yield* receive<[string, Pid]>(["up"]);
    send(first, "end");
    const [, second] = yield* receive<[string, Pid]>(["up"]);
    assert.notEqual(first, second);
    assert.equal(Process.alive(first), false);
  }),
);

test("a message that means nothing to a supervisor is ignored, and reported", async () => {
  const { output } = await run(function* () {
    const pid = yield* Supervisor.startLink([], ONE);
    send(pid, "hello");
    assert.deepEqual(yield* Supervisor.whichChildren(pid), []);
  });
  assert.deepEqual(output, ['[error] Supervisor received unexpected message: "hello"']);
});
