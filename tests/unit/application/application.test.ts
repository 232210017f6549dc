/** Applications: start, stop, needs, phases, types. The cases are those of OTP's application suite; facts from OTP 25. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Application,
  ArgumentError,
  GenServer,
  Process,
  receive,
  self,
  send,
  spawn,
  Supervisor,
  type Op,
  type Pid,
  type Steps,
} from "beamish";
import { inProcess, run } from "../supervision/run.ts";

const Server: GenServer.Module<Pid, Pid, never, readonly ["exit", unknown]> = {
  init: (owner) => (Process.flag("trap_exit", true), ["ok", owner]),
  handleCast: ([, reason], owner) => ["stop", reason, owner],
  terminate: (reason, owner) => send(owner, ["server ended", reason]),
};

/** An application whose callbacks tell the process `owner`; its one server is registered under its name. */
function defined(name: string, owner: Pid, more: Partial<Application.Spec> = {}): string {
  const told = (...message: unknown[]) => send(owner, message);
  const module: Application.Module = {
    name,
    start: (type, args) => {
      told("start", name, type, args);
      return Supervisor.startLink([{ id: 1, start: () => GenServer.startLink(Server, owner, { name }) }], {
        strategy: "one_for_one",
        maxRestarts: 0,
      });
    },
    startPhase: (phase, type, args) => (told("phase", name, phase, type, args), "ok"),
    prepStop: () => (told("prepStop", name), "prepared"),
    stop: (state) => told("stop", name, state),
  };
  Application.define({ name, applications: ["kernel"], mod: [module, "args"], ...more });
  return name;
}

function* told(): Steps<unknown[]> {
  const all: unknown[] = [];
  for (;;) {
    const message = yield* receive<unknown>({ after: 0 });
    if (message === "timeout") return all;
    all.push(message);
  }
}

function* refusal(make: () => Op<unknown> | string): Steps<unknown> {
  try {
    const made = make();
    if (typeof made !== "string") yield* made;
  } catch (error) {
    if (error instanceof Application.ApplicationError) return error.reason;
    throw error;
  }
  return assert.fail("nothing was refused");
}

const running = () => Application.startedApplications().map(([name]) => name);
const ALWAYS = ["logger", "elixir", "stdlib", "kernel"];

/** Ends the top supervisor of an application, by way of its server. */
function* end(name: string, reason: unknown): Steps<void> {
  const monitor = Process.monitor(name);
  GenServer.cast(name, ["exit", reason]);
  yield* receive(["DOWN", monitor]);
  yield* Process.sleep(1);
}

test(
  "start runs start and the phases, stop runs prepStop, ends the processes and runs stop",
  inProcess(function* () {
    const name = defined("shop", self(), {
      startPhases: [
        ["one", 1],
        ["two", 2],
      ],
    });
    assert.equal(yield* Application.start(name), "ok");
    assert.deepEqual(yield* told(), [
      ["start", "shop", "normal", "args"],
      ["phase", "shop", "one", "normal", 1],
      ["phase", "shop", "two", "normal", 2],
    ]);
    assert.deepEqual(running(), ["shop", ...ALWAYS]);
    assert.equal(yield* Application.stop(name), "ok");
    assert.equal(Process.whereis("shop"), undefined);
    assert.deepEqual(yield* told(), [
      ["prepStop", "shop"],
      ["server ended", "shutdown"],
      ["stop", "shop", "prepared"],
    ]);
    assert.deepEqual(running(), ALWAYS);
  }),
);

test(
  "what cannot be done is refused with OTP's reason",
  inProcess(function* () {
    defined("a", self());
    defined("b", self(), { applications: ["a"] });
    assert.deepEqual(yield* refusal(() => Application.start("nono")), [
      "no such file or directory",
      "nono.app",
    ]);
    assert.deepEqual(yield* refusal(() => Application.start("b")), ["not_started", "a"]);
    assert.deepEqual(yield* refusal(() => Application.stop("a")), ["not_started", "a"]);
    yield* Application.start("a");
    assert.deepEqual(yield* refusal(() => Application.start("a")), ["already_started", "a"]);
    assert.deepEqual(yield* refusal(() => Application.unload("a")), ["running", "a"]);
    assert.deepEqual(yield* refusal(() => Application.load("a")), ["already_loaded", "a"]);
    yield* Application.stop("a");
    assert.equal(Application.unload("a"), "ok");
    assert.deepEqual(yield* refusal(() => Application.unload("a")), ["not_loaded", "a"]);
  }),
);

test(
  "two processes that start one application at once both hear what came of it, and it is started once",
  inProcess(function* () {
    const name = defined("shop", self());
    const outcome = function* (): Steps<unknown> {
      try {
        return yield* Application.start(name);
      } catch (error) {
        return (error as Application.ApplicationError).reason;
      }
    };
    const me = self();
    for (let i = 0; i < 2; i++)
      spawn(function* () {
        send(me, ["outcome", yield* outcome()]);
      });
    for (let i = 0; i < 2; i++) assert.equal((yield* receive<unknown[]>(["outcome"]))[1], "ok");
    assert.deepEqual(yield* told(), [["start", "shop", "normal", "args"]]);
    const failing: Application.Module = {
      name: "Bad",
      *start() {
        send(me, "tried");
        yield* Process.sleep(1);
        return ["error", "no"] as const;
      },
    };
    Application.define({ name: "bad", mod: failing });
    for (let i = 0; i < 2; i++)
      spawn(function* () {
        send(me, ["outcome", yield* refusal(() => Application.start("bad"))]);
      });
    for (let i = 0; i < 2; i++)
      assert.deepEqual(yield* receive(["outcome"]), [
        "outcome",
        ["no", ["Bad", "start", ["normal", undefined]]],
      ]);
    assert.deepEqual(yield* told(), ["tried"]);
  }),
);

test("a start that fails says what the module gave", async () => {
  const { output } = await run(function* () {
    const start = (name: string, result: () => unknown) => {
      const module = { name: "Mod", start: result } as Application.Module;
      return refusal(() => Application.start({ name, mod: [module, 1] }));
    };
    const call = ["Mod", "start", ["normal", 1]];
    assert.deepEqual(yield* start("a", () => ["error", "why"]), ["why", call]);
    assert.deepEqual(yield* start("b", () => "junk"), ["bad_return", [call, "junk"]]);
    const thrown = () => {
      throw new Error("no");
    };
    assert.deepEqual(yield* start("c", thrown), ["bad_return", [call, ["EXIT", new Error("no")]]]);
    const child = { id: "child", start: () => GenServer.startLink({ init: () => ["stop", "bad"] }) };
    const tree = () => Supervisor.startLink([child], { strategy: "one_for_one" });
    assert.deepEqual(yield* start("d", tree), [
      ["shutdown", ["failed_to_start_child", "child", "bad"]],
      call,
    ]);
    assert.deepEqual(running(), ALWAYS);
  });
  assert.match(output.join("\n"), /Application a exited: Mod\.start\("normal", 1\) returned an error: "why"/);
});

test(
  "a start phase that fails stops what has been started",
  inProcess(function* () {
    const module: Application.Module = {
      name: "Mod",
      start: () => GenServer.startLink(Server, owner, { name: "top" }),
      startPhase: () => ["error", "too early"],
    };
    const owner = self();
    const asked = refusal(() => Application.start({ name: "a", mod: module, startPhases: [["one", 1]] }));
    assert.deepEqual(yield* asked, ["too early", ["Mod", "start_phase", ["one", "normal", 1]]]);
    assert.equal(Process.whereis("top"), undefined);
    assert.deepEqual(running(), ALWAYS);
  }),
);

test(
  "ensureAllStarted starts what is needed, first what is needed most",
  inProcess(function* () {
    defined("db", self());
    Application.define({ name: "lib", applications: ["db"] });
    defined("shop", self(), { applications: ["kernel", "lib", "db"] });
    assert.deepEqual(yield* Application.ensureAllStarted("shop"), ["db", "lib", "shop"]);
    assert.deepEqual(yield* Application.ensureAllStarted(["shop", "lib"]), []);
    assert.equal(yield* Application.ensureStarted("shop"), "ok");
    assert.deepEqual(running(), ["shop", "lib", "db", ...ALWAYS]);
  }),
);

test(
  "ensureAllStarted that fails stops what it has started, and nothing else",
  inProcess(function* () {
    defined("before", self());
    yield* Application.start("before");
    defined("db", self());
    const bad = { name: "Bad", start: () => ["error", "why"] as const };
    Application.define({ name: "bad", applications: ["before", "db"], mod: bad });
    const reason = ["why", ["Bad", "start", ["normal", undefined]]];
    assert.deepEqual(yield* refusal(() => Application.ensureAllStarted("bad")), ["bad", reason]);
    assert.deepEqual(running(), ["before", ...ALWAYS]);
    Application.define({ name: "a", applications: ["missing"] });
    const missing = ["missing", ["no such file or directory", "missing.app"]];
    assert.deepEqual(yield* refusal(() => Application.ensureAllStarted("a")), missing);
    Application.define({ name: "x", applications: ["y"] });
    Application.define({ name: "y", applications: ["x"] });
    const circle = ["x", ["circular", ["x", "y", "x"]]];
    assert.deepEqual(yield* refusal(() => Application.ensureAllStarted("x")), circle);
  }),
);

for (const [type, reason, others] of [
  ["temporary", "crash", "go on"],
  ["transient", "normal", "go on"],
  ["transient", "crash", "stop"],
  ["permanent", "normal", "stop"],
] as const) {
  test(`when a ${type} application ends by ${reason}, the others ${others}`, async () => {
    const { output } = await run(function* () {
      const me = self();
      defined("older", me);
      defined("younger", me);
      const top = {
        start: () => GenServer.startLink(Server, me, { name: "ending" }),
        stop: () => send(me, "stopped"),
      };
      yield* Application.ensureAllStarted(["older", "younger"]);
      yield* Application.start({ name: "ending", mod: top }, type);
      yield* told();
      yield* end("ending", reason);
      const after = yield* told();
      assert.deepEqual(after.slice(0, 2), [["server ended", reason], "stopped"]);
      const ends = after.filter((message) => Array.isArray(message) && message[0] === "stop");
      if (others === "go on") {
        assert.deepEqual(running(), ["younger", "older", ...ALWAYS]);
      } else {
        assert.deepEqual(running(), ALWAYS);
        assert.deepEqual(ends, [
          ["stop", "younger", "prepared"],
          ["stop", "older", "prepared"],
        ]);
      }
    });
    const text = output.join("\n");
    assert.match(text, new RegExp(`Application ending exited: "?${reason}`));
    assert.equal(/application_terminated/.test(text), others === "stop");
  });
}

test(
  "stopping a permanent application concerns no other one",
  inProcess(function* () {
    defined("a", self());
    defined("b", self());
    yield* Application.ensureAllStarted(["a", "b"], "permanent");
    yield* Application.stop("b");
    assert.deepEqual(running(), ["a", ...ALWAYS]);
  }),
);

test(
  "the environment: persistent parameters survive, and configChange tells what changed",
  inProcess(function* () {
    Application.putEnv("conf", "kept", 1, { persistent: true });
    Application.putEnv("conf", "early", 1);
    const heard: unknown[] = [];
    const module: Application.Module = {
      start: () => GenServer.startLink(Server, owner),
      configChange: (...change) => heard.push(change),
    };
    const owner = self();
    Application.load({ name: "conf", mod: module, env: { kept: 2, early: 2, other: 3 } });
    assert.deepEqual(Application.getAllEnv("conf"), { kept: 1, early: 2, other: 3 });
    yield* Application.start("conf");
    const before = { conf: Application.getAllEnv("conf") };
    yield* Application.configChange(before);
    Application.putEnv("conf", "early", 5);
    Application.putEnv("conf", "fresh", 6);
    Application.deleteEnv("conf", "other");
    yield* Application.configChange(before);
    assert.deepEqual(heard, [[{ early: 5 }, { fresh: 6 }, ["other"]]]);
  }),
);

test(
  "the parts of a specification can be asked for",
  inProcess(function* () {
    Application.load({ name: "app", vsn: "1.2", description: "An app", registered: ["r"] });
    assert.deepEqual(Application.spec("app"), {
      name: "app",
      vsn: "1.2",
      description: "An app",
      applications: [],
      optionalApplications: [],
      includedApplications: [],
      modules: [],
      registered: ["r"],
      env: {},
      mod: undefined,
      maxT: "infinity",
      startPhases: [],
    });
    assert.equal(Application.spec("app", "vsn"), "1.2");
    assert.deepEqual(Application.getKey("app", "registered"), ["r"]);
    assert.equal(Application.spec("nono"), undefined);
    assert.equal(Application.getKey("nono", "vsn"), undefined);
    assert.deepEqual(Application.loadedApplications().at(-1), ["app", "An app", "1.2"]);
    assert.equal(Application.ensureLoaded("app"), "ok");
    yield* Process.sleep(0);
  }),
);

test(
  "an application whose master is killed is over, and its processes with it",
  inProcess(function* () {
    const name = defined("shop", self());
    yield* Application.start(name);
    const master = Process.list().find(
      (pid) => (Process.info(pid, "label") ?? [])[1] === "application shop",
    )!;
    const monitor = Process.monitor(name);
    yield* Process.exit(master, "kill");
    yield* receive(["DOWN", monitor]);
    assert.deepEqual(running(), ALWAYS);
  }),
);

test("bad input is refused where it is given", () => {
  const bad = (call: () => unknown, message: RegExp) =>
    assert.throws(call, (error) => error instanceof ArgumentError && message.test(error.message));
  bad(() => Application.define({} as never), /`name`/);
  bad(
    () => Application.load({ name: "a", applications: "kernel" as never }),
    /`applications`: a list of names/,
  );
  bad(() => Application.load({ name: "a", mod: {} as never }), /`mod`: a module with a `start` callback/);
  bad(() => Application.load({ name: "a", env: [] as never }), /`env`/);
  bad(() => Application.start(7 as never), /the name of an application/);
  bad(
    () => Application.start("a", "forever" as never),
    /"permanent", "transient" or "temporary", got "forever"/,
  );
  bad(() => Application.getEnv("a", undefined as never), /the name of a parameter/);
  bad(() => Application.spec("a", "colour" as never), /one of name, vsn/);
});
