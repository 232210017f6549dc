import assert from "node:assert/strict";
import { test } from "node:test";
import { ArgumentError, GenServer, Supervisor, type Pid } from "beamish";
import { simulate } from "beamish/testing";

const start = () => undefined;

test("a specification is taken as it is, with the overrides over it", () => {
  const spec = { id: "a", start, restart: "transient" } as const;
  assert.deepEqual(Supervisor.childSpec(spec), spec);
  assert.deepEqual(Supervisor.childSpec(spec, { id: "b", shutdown: 10 }), { ...spec, id: "b", shutdown: 10 });
});

test("a module says itself how it is supervised, and gets the argument", () => {
  const Module = { name: "m", childSpec: (argument: string) => ({ id: argument, start }) };
  assert.equal(Supervisor.childSpec([Module, "x"]).id, "x");
  assert.equal(Supervisor.childSpec([Module, "x"], { id: "y" }).id, "y");
});

test("a module without childSpec is its own id and is started by its startLink", async () => {
  const started: unknown[] = [];
  const Module = {
    startLink(argument: unknown) {
      started.push(argument);
      return GenServer.startLink(Server, "from startLink");
    },
  };
  const spec = Supervisor.childSpec([Module, 7]);
  assert.equal(spec.id, Module);
  assert.deepEqual(spec.modules, [Module]);
  await simulate(function* () {
    yield* Supervisor.startLink([[Module, 7]], { strategy: "one_for_one" });
    yield* Supervisor.startLink([Module], { strategy: "one_for_one" });
  });
  assert.deepEqual(started, [7, undefined]);
});

const Server: GenServer.Module<string, string, "get"> = {
  init: (state) => ["ok", state],
  handleCall: (_get, _from, state) => ["reply", state, state],
};

test("a GenServer module needs nothing else", async () => {
  const { result } = await simulate(function* () {
    const supervisor = yield* Supervisor.startLink([[Server, "tea"]], { strategy: "one_for_one" });
    const [[id, pid] = []] = yield* Supervisor.whichChildren(supervisor);
    return [id === Server, yield* GenServer.call(pid as Pid, "get")];
  });
  assert.deepEqual(result, [true, "tea"]);
});

test("what is no child is refused with what it may be", () => {
  for (const child of [42, "a", null, undefined, [], [Server], [Server, 1, 2], [42, 1], () => undefined]) {
    assert.throws(
      () => Supervisor.init([child as never], { strategy: "one_for_one" }),
      (error: Error) =>
        error instanceof ArgumentError && /a child specification|expected/.test(error.message),
      String(child),
    );
  }
});

/** Everything that can be wrong with a field, OTP's reason for it, and a word that the message must have. */
const BAD: readonly (readonly [object, unknown, RegExp])[] = [
  [{ id: undefined }, "missing_id", /`id`/],
  [{ start: undefined }, "missing_start", /`start`/],
  [{ start: "x" }, ["invalid_mfa", "x"], /a function, got "x"/],
  [{ restart: "never" }, ["invalid_restart_type", "never"], /"permanent".*got "never"/],
  [{ shutdown: -1 }, ["invalid_shutdown", -1], /got -1/],
  [{ shutdown: 1.5 }, ["invalid_shutdown", 1.5], /got 1.5/],
  [{ shutdown: "later" }, ["invalid_shutdown", "later"], /"brutal_kill".*got "later"/],
  [{ type: "boss" }, ["invalid_child_type", "boss"], /"worker".*got "boss"/],
  [{ significant: 1 }, ["invalid_significant", 1], /true or false/],
  [{ modules: "x" }, ["invalid_modules", "x"], /"dynamic"/],
];

for (const [fields, reason, message] of BAD) {
  test(`a specification with ${JSON.stringify(fields)} is refused`, () => {
    const child = { id: "a", start, ...fields } as Supervisor.ChildSpec;
    const inList = (error: unknown) => {
      assert.ok(error instanceof ArgumentError);
      assert.match(error.message, message);
      assert.deepEqual((error as ArgumentError & { reason: unknown }).reason, ["start_spec", reason]);
      return true;
    };
    assert.throws(() => Supervisor.startLink([child], { strategy: "one_for_one" }), inList);
    assert.throws(() => Supervisor.startChild("sup", child), { name: "ArgumentError", reason });
  });
}

test("two children with the same id are refused, whatever the id is", () => {
  for (const id of ["a", 1, ["worker", 1], { name: "x" }]) {
    const child = () => ({ id: structuredClone(id), start });
    assert.throws(() => Supervisor.init([child(), child()], { strategy: "one_for_one" }), {
      name: "ArgumentError",
      message: /two children have the id .* Supervisor\.childSpec/,
      reason: ["start_spec", ["duplicate_child_name", id]],
    });
  }
});

test("ids that only look alike are different", () => {
  const ids = ["1", 1, ["1"], [1], { a: 1 }, { b: 1 }];
  const children = ids.map((id) => ({ id, start }));
  assert.equal(Supervisor.init(children, { strategy: "one_for_one" })[1][1].length, ids.length);
});

test("a significant child needs a supervisor that shuts down for it, and must be able to end", () => {
  const child = { id: "a", start, significant: true } as const;
  assert.throws(() => Supervisor.init([child], { strategy: "one_for_one" }), {
    reason: [
      "start_spec",
      [
        "bad_combination",
        [
          ["auto_shutdown", "never"],
          ["significant", true],
        ],
      ],
    ],
  });
  assert.throws(
    () => Supervisor.init([child], { strategy: "one_for_one", autoShutdown: "any_significant" }),
    {
      reason: [
        "start_spec",
        [
          "bad_combination",
          [
            ["restart", "permanent"],
            ["significant", true],
          ],
        ],
      ],
    },
  );
});

/** Wrong options, with OTP's reason. */
const BAD_OPTIONS: readonly (readonly [object, unknown])[] = [
  [{ strategy: "some" }, ["invalid_strategy", "some"]],
  [{ maxRestarts: -1 }, ["invalid_intensity", -1]],
  [{ maxRestarts: 0.5 }, ["invalid_intensity", 0.5]],
  [{ maxSeconds: 0 }, ["invalid_period", 0]],
  [{ maxSeconds: "5" }, ["invalid_period", "5"]],
  [{ autoShutdown: "always" }, ["invalid_auto_shutdown", "always"]],
];

for (const [options, reason] of BAD_OPTIONS) {
  test(`the options ${JSON.stringify(options)} are refused`, () => {
    assert.throws(
      () => Supervisor.startLink([], { strategy: "one_for_one", ...options } as Supervisor.Options),
      {
        name: "ArgumentError",
        message: /expected .*, got /,
        reason: ["supervisor_data", reason],
      },
    );
  });
}

test("an override is one of the fields of a specification", () => {
  const spec = { id: "a", start: () => undefined };
  assert.throws(() => Supervisor.childSpec(spec, { restarts: "temporary" } as never), {
    name: "ArgumentError",
    message: /one of id, start, .*, got "restarts"/,
  });
  assert.deepEqual(Supervisor.childSpec(spec, { restart: "temporary" }), { ...spec, restart: "temporary" });
});

test("a supervisor needs a strategy, and a list of children", () => {
  assert.throws(() => Supervisor.startLink([], {} as never), { name: "ArgumentError", message: /strategy/ });
  assert.throws(() => Supervisor.startLink([], undefined as never), {
    name: "ArgumentError",
    message: /strategy/,
  });
  assert.throws(() => Supervisor.startLink("kids" as never, { strategy: "one_for_one" }), {
    name: "ArgumentError",
    message: /a list of children, or a module with `init`, got "kids"/,
  });
});
