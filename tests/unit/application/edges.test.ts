/** What OTP's application suite says of included and optional applications, of time, of what is left over, and of words. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Agent,
  Application,
  ArgumentError,
  Process,
  Supervisor,
  receive,
  self,
  send,
  spawn,
  type Pid,
} from "beamish";
import { inProcess, run } from "../supervision/run.ts";

const ALWAYS = ["logger", "elixir", "stdlib", "kernel"];
const running = () => Application.startedApplications().map(([name]) => name);
const loaded = () => Application.loadedApplications().map(([name]) => name);

/** A module whose top process is an agent of the given name. */
const agent = (name: string): Application.Module => ({ start: () => Agent.startLink(() => name, { name }) });

const reasonOf = (call: () => unknown): unknown => {
  try {
    call();
  } catch (error) {
    if (error instanceof Application.ApplicationError) return error.reason;
    throw error;
  }
  return assert.fail("nothing was refused");
};

test(
  "included applications are loaded and unloaded with the one that includes them, or not at all",
  inProcess(function* () {
    yield* Process.sleep(0);
    Application.define({ name: "inner", includedApplications: ["innermost"] });
    Application.define({ name: "innermost", env: { deep: 1 } });
    Application.load({ name: "outer", includedApplications: ["inner"] });
    assert.deepEqual(loaded().slice(-3), ["outer", "inner", "innermost"]);
    assert.equal(Application.getEnv("innermost", "deep"), 1);
    Application.unload("outer");
    assert.deepEqual(new Set(loaded()), new Set(ALWAYS));
    const missing = () => Application.load({ name: "bad", includedApplications: ["inner", "nono"] });
    assert.deepEqual(reasonOf(missing), ["no such file or directory", "nono.app"]);
    assert.deepEqual(new Set(loaded()), new Set(ALWAYS));
  }),
);

test(
  "start phases run phase by phase, through an application and those that it includes",
  inProcess(function* () {
    const me = self();
    const phased = (name: string): Application.Module => ({
      ...agent(name),
      startPhase: (phase, type, args) => (send(me, [name, phase, type, args]), "ok"),
    });
    Application.define({
      name: "inner",
      mod: phased("inner"),
      startPhases: [
        ["go", "i2"],
        ["other", "not asked for"],
      ],
    });
    yield* Application.start({
      name: "outer",
      mod: phased("outer"),
      includedApplications: ["inner"],
      startPhases: [
        ["init", "o1"],
        ["go", "o2"],
      ],
    });
    const messages: unknown[] = [];
    for (let i = 0; i < 3; i++) messages.push(yield* receive());
    assert.deepEqual(messages, [
      ["outer", "init", "normal", "o1"],
      ["outer", "go", "normal", "o2"],
      ["inner", "go", "normal", "i2"],
    ]);
    assert.equal(yield* receive({ after: 0 }), "timeout");
    assert.equal(Process.whereis("inner"), undefined);
  }),
);

test(
  "a start phase that gives nonsense is a bad return value",
  inProcess(function* () {
    const mod = { ...agent("a"), name: "Mod", startPhase: () => "nonsense" };
    try {
      yield* Application.start({ name: "a", mod, startPhases: [["go", 1]] });
      assert.fail("it started");
    } catch (error) {
      const call = ["Mod", "start_phase", ["go", "normal", 1]];
      assert.deepEqual((error as Application.ApplicationError).reason, [
        "bad_return_value",
        [call, "nonsense"],
      ]);
    }
  }),
);

test(
  "an optional application is started first if it is known, and done without if not",
  inProcess(function* () {
    const optional = { applications: ["cache"], optionalApplications: ["cache"] };
    yield* Application.start({ name: "one", ...optional });
    assert.deepEqual(yield* Application.ensureAllStarted({ name: "two", ...optional }), ["two"]);
    Application.define({ name: "cache" });
    assert.deepEqual(yield* Application.ensureAllStarted({ name: "three", ...optional }), ["cache", "three"]);
  }),
);

test(
  "an application is found by its modules and by its processes, however they were started",
  inProcess(function* () {
    const helper = { helper: true };
    const outside: Pid[] = [];
    const mod: Application.Module = {
      start: () => {
        outside.push(spawn(() => receive()));
        return Supervisor.startLink([{ id: 1, start: () => Agent.startLink(() => 0, { name: "deep" }) }], {
          strategy: "one_for_one",
        });
      },
    };
    yield* Application.start({ name: "shop", mod, modules: [helper] });
    assert.equal(Application.getApplication(helper), "shop");
    assert.equal(Application.getApplication(mod), "shop");
    assert.equal(Application.getApplication(Process.whereis("deep")!), "shop");
    assert.equal(Application.getApplication(outside[0]!), "shop");
    assert.equal(Application.getApplication(self()), undefined);
    assert.equal(Application.getApplication({}), undefined);
    yield* Application.stop("shop");
    assert.equal(Process.alive(outside[0]!), false, "what the application left outside its tree is killed");
  }),
);

test(
  "an application with a maximum time ends as if normally when it is over",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    yield* Application.start({ name: "other", mod: agent("other") });
    yield* Application.start({ name: "short", mod: agent("short"), maxT: 1000 }, "permanent");
    yield* Process.sleep(999);
    assert.deepEqual(running().slice(0, 2), ["short", "other"]);
    yield* Process.sleep(10);
    assert.deepEqual(running(), ALWAYS, "its end is that of all, since it was permanent");
  }),
);

test("a prepStop that fails is reported, and stop gets the state as it was", async () => {
  const { result, output } = await run(function* () {
    const me = self();
    const mod: Application.Module = {
      *start() {
        return ["ok", yield* Agent.startLink(() => 0), "state"] as const;
      },
      prepStop: () => {
        throw new RangeError("oops");
      },
      stop: (state) => send(me, ["stopped with", state]),
    };
    yield* Application.start({ name: "a", mod });
    yield* Application.stop("a");
    return yield* receive<unknown>();
  });
  assert.deepEqual(result, ["stopped with", "state"]);
  assert.ok(output.includes("[error] Application master: prepStop has failed\n** (RangeError) oops"));
});

test(
  "when all is stopped, shutdown_func hears why and shutdown_timeout bounds the wait for each",
  inProcess(function* () {
    const me = self();
    Application.putEnv("kernel", "shutdown_func", (reason: unknown) => send(me, ["why", reason]));
    Application.putEnv("kernel", "shutdown_timeout", 500);
    const stubborn: Application.Module = {
      ...agent("stubborn"),
      *prepStop() {
        yield* Process.sleep("infinity");
      },
    };
    yield* Application.start({ name: "stubborn", mod: stubborn });
    yield* Application.start({ name: "last", mod: agent("last") }, "permanent");
    const pid = Process.whereis("stubborn")!;
    Process.monitor(pid);
    Process.exit(Process.whereis("last")!, "kill");
    assert.deepEqual(yield* receive(["why"]), ["why", ["application_terminated", "last", "killed"]]);
    assert.equal(yield* receive(["DOWN"], { after: 499 }), "timeout");
    assert.equal((yield* receive<unknown[]>(["DOWN"]))[4], "killed");
    assert.deepEqual(running(), ALWAYS);
  }),
);

test(
  "an application that is still starting does not hold up the stop of all",
  inProcess(function* () {
    const me = self();
    const waiting: Application.Module = {
      *start() {
        send(me, "starting");
        yield* Process.sleep("infinity");
        return undefined;
      },
    };
    Process.monitor(
      spawn(function* () {
        yield* Application.start({ name: "waiting", mod: waiting });
      }),
    );
    yield* receive(["never"], { after: 0 });
    assert.equal(yield* receive((message) => message === "starting"), "starting");
    yield* Application.start({ name: "older", mod: agent("older") });
    yield* Application.start({ name: "last", mod: agent("last") }, "permanent");
    Process.exit(Process.whereis("last")!, "kill");
    assert.equal((yield* receive<unknown[]>(["DOWN"]))[0], "DOWN");
    yield* Process.sleep(1);
    assert.deepEqual(running(), ALWAYS);
  }),
);

test("a reason is told in Elixir's words", () => {
  const start = ["Mod", "start", ["normal", []]];
  for (const [reason, words] of [
    [[["EXIT", "normal"], start], 'exited in: Mod.start("normal", [])\n    ** (EXIT) normal'],
    [["oops", start], 'Mod.start("normal", []) returned an error: "oops"'],
    [["bad_return", [start, ["EXIT", "x"]]], 'exited in: Mod.start("normal", [])\n    ** (EXIT) "x"'],
    [["bad_return", [start, 7]], 'Mod.start("normal", []) returned a bad value: 7'],
    [["already_started", "a"], "already started application a"],
    [["not_started", "a"], "not started application a"],
    [["already_loaded", "a"], "already loaded application a"],
    [["not_loaded", "a"], "not loaded application a"],
    [["no such file or directory", "a.app"], "could not find application file: a.app"],
    ["killed", "killed"],
  ] as const)
    assert.equal(Application.formatError(reason), words);
});

test(
  "the environment can be set for several applications at once, or not at all",
  inProcess(function* () {
    yield* Process.sleep(0);
    Application.putAllEnv({ a: { x: 1 }, b: { y: 2 } }, { persistent: true });
    Application.load({ name: "a", env: { x: 0 } });
    assert.equal(Application.getEnv("a", "x"), 1);
    const wrong = { a: { x: 5 }, b: 7 } as never;
    assert.throws(() => Application.putAllEnv(wrong), /an object of parameters for each application, got 7/);
    assert.equal(Application.getEnv("a", "x"), 1);
    Application.putEnv("a", "x", undefined);
    assert.equal(Application.getEnv("a", "x", "otherwise"), undefined);
    assert.throws(() => Application.fetchEnv("a", "z"), ArgumentError);
  }),
);

test("what is no specification is refused with the part that is wrong", () => {
  for (const [part, message] of [
    [{ optionalApplications: 1 }, /`optionalApplications`: a list of names, got 1/],
    [{ includedApplications: "x" }, /`includedApplications`: a list of names/],
    [{ modules: {} }, /`modules`: a list of modules/],
    [{ maxT: -1 }, /`maxT`: milliseconds/],
    [{ registered: [1] }, /`registered`/],
    [{ startPhases: ["go"] }, /`startPhases`/],
  ] as const)
    assert.throws(() => Application.define({ name: "a", ...part } as never), message);
  assert.throws(() => Application.getApplication("a" as never), /a module, or the pid of a process, got "a"/);
});

for (const [type, reason, others] of [
  ["temporary", "no", "go on"],
  ["transient", "no", "stop"],
  ["permanent", "no", "stop"],
] as const)
  test(
    `when a ${type} application cannot be started, the others ${others}`,
    inProcess(function* () {
      yield* Application.start({ name: "other", mod: agent("other") });
      const bad = { name: "bad", mod: { start: () => ["error", reason] as const } };
      try {
        yield* Application.start(bad, type);
        assert.fail("it started");
      } catch (error) {
        assert.ok(error instanceof Application.ApplicationError);
      }
      yield* Process.sleep(1);
      assert.deepEqual(running(), others === "stop" ? ALWAYS : ["other", ...ALWAYS]);
    }),
  );
