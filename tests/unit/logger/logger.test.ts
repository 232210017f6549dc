/** What is written, by whom, and what handlers get. The facts are those of Elixir 1.14 and of Erlang's `logger`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  GenServer,
  GenStateMachine,
  Logger,
  Process,
  receive,
  self,
  send,
  spawn,
  type Pid,
} from "beamish";
import { inProcess, run } from "../supervision/run.ts";

/** Runs a body that does not wait, and gives what was written. */
async function written(body: () => void): Promise<readonly string[]> {
  const { output } = await run(function* () {
    yield* Process.sleep(0);
    body();
  });
  return output;
}

test("levels are compared in OTP's order", () => {
  assert.deepEqual(Logger.levels(), [
    ...["emergency", "alert", "critical", "error", "warning", "notice", "info", "debug"],
  ]);
  assert.equal(Logger.compareLevels("debug", "warning"), "lt");
  assert.equal(Logger.compareLevels("alert", "critical"), "gt");
  assert.equal(Logger.compareLevels("info", "info"), "eq");
});

for (const level of ["all", ...Logger.levels(), "none"] as const)
  test(`at level ${level} what is less urgent is not written`, async () => {
    const output = await written(() => {
      Logger.configure({ level });
      for (const each of Logger.levels()) Logger[each]("hello");
    });
    const least = level === "all" ? "debug" : level;
    const expected = Logger.levels().filter(
      (each) => least !== "none" && Logger.compareLevels(each, least) !== "lt",
    );
    assert.deepEqual(
      output,
      expected.map((each) => `[${each}] hello`),
    );
  });

test("a message is a text, a report, or a function that is called only when it is needed", async () => {
  let calls = 0;
  const output = await written(() => {
    Logger.info("text");
    Logger.info({ x: 1 });
    Logger.info(["a", 1]);
    Logger.info(() => ["lazy", { b: 2 }]);
    Logger.configure({ level: "error" });
    Logger.info(() => ++calls);
  });
  assert.deepEqual(output, ["[info] text", "[info] { x: 1 }", '[info] ["a", 1]', "[info] lazy"]);
  assert.equal(calls, 0);
});

test("an error in the function of a message is the caller's", async () => {
  await written(() => {
    const oops = () => {
      throw new RangeError("oops");
    };
    assert.throws(() => Logger.info(oops), RangeError);
  });
});

test(
  "metadata belongs to a process: changes are put over it, undefined removes",
  inProcess(function* () {
    assert.deepEqual(Logger.metadata(), {});
    Logger.metadata({ a: 1, b: 2 });
    Logger.metadata({ b: undefined, c: 3 });
    assert.deepEqual(Logger.metadata(), { a: 1, c: 3 });
    const me = self();
    spawn(() => send(me, Logger.metadata()));
    assert.deepEqual(yield* receive(), {});
    Logger.resetMetadata({ d: 4, e: undefined });
    assert.deepEqual(Logger.metadata(), { d: 4 });
  }),
);

test("a level of its own counts for a process more than the node's", async () => {
  const output = await written(() => {
    Logger.configure({ level: "error" });
    Logger.putProcessLevel(self(), "all");
    assert.equal(Logger.getProcessLevel(self()), "all");
    Logger.debug("heard");
    Logger.putProcessLevel(self(), "none");
    Logger.emergency("not heard");
    Logger.deleteProcessLevel(self());
    assert.equal(Logger.getProcessLevel(self()), undefined);
    Logger.info("not heard either");
  });
  assert.deepEqual(output, ["[debug] heard"]);
});

test(
  "a handler gets the message, its text, and the metadata of process and call",
  inProcess(function* () {
    yield* Process.sleep(10);
    const events: Logger.LogEvent[] = [];
    Logger.addHandler("h", { log: (event) => events.push(event) });
    Logger.metadata({ a: 1, b: 1 });
    Logger.log("notice", () => [{ x: 1 }.x.toString(), { c: 3 }], { b: 2 });
    Logger.info({ report: true });
    const [first, second] = events;
    assert.equal(first!.text, "1");
    const { time, pid, ...rest } = first!.metadata;
    assert.deepEqual(rest, { a: 1, b: 2, c: 3 });
    assert.equal(pid, self());
    assert.equal(typeof time, "number");
    assert.deepEqual(second!.message, { report: true });
    assert.equal(second!.level, "info");
  }),
);

test("crashes reach the handlers too: of a server, and of a plain process", async () => {
  const { result, output } = await run(function* () {
    const events: Logger.LogEvent[] = [];
    Logger.addHandler("h", { log: (event) => events.push(event) }, { level: "error" });
    Logger.removeHandler("default");
    const plain = spawn(() => {
      throw new Error("plain");
    });
    const server = yield* GenServer.start({
      init: () => ["ok", 1],
      handleCast: () => {
        throw new Error("server");
      },
    } as GenServer.AnyModule);
    GenServer.cast(server, "go");
    yield* Process.sleep(10);
    return events.map(({ text, metadata }) => [
      text.split("\n")[1],
      [plain, server].indexOf(metadata.pid as Pid),
    ]);
  });
  assert.deepEqual(result, [
    ["** (Error) plain", 0],
    ["** (Error) server", 1],
  ]);
  assert.deepEqual(output, []);
});

test("a handler is told when it comes and goes, and may complete its configuration", async () => {
  const told: unknown[] = [];
  const handler: Logger.Handler = {
    addingHandler: (config) => (told.push(["adding", config.config]), { ...config, config: "complete" }),
    removingHandler: ({ config }) => told.push(["removing", config]),
    log: ({ text }, { id, config }) => told.push([text, id, config]),
  };
  await written(() => {
    Logger.addHandler("h", handler, { config: "given" });
    Logger.info("one");
    Logger.updateHandlerConfig("h", { config: "updated" });
    assert.equal(Logger.getHandlerConfig("h").config, "updated");
    Logger.info("two");
    Logger.removeHandler("h");
    Logger.info("three");
  });
  assert.deepEqual(told, [
    ["adding", "given"],
    ["one", "h", "complete"],
    ["two", "h", "updated"],
    ["removing", "updated"],
  ]);
});

test("filters stop an event, change it, or leave it to the next", async () => {
  const output = await written(() => {
    const quiet: Logger.Filter = ({ text }) => (text === "secret" ? "stop" : "ignore");
    const loud: Logger.Filter = (event) => ({ ...event, text: event.text.toUpperCase() });
    Logger.updateHandlerConfig("default", { filters: [quiet, loud], level: "info" });
    Logger.info("secret");
    Logger.info("known");
    Logger.debug("too little");
  });
  assert.deepEqual(output, ["[info] KNOWN"]);
});

test("a handler that fails is removed, which is told, and the others still hear", async () => {
  const output = await written(() => {
    Logger.addHandler("bad", {
      log: () => {
        throw new RangeError("oops");
      },
    });
    Logger.warning("first");
    Logger.warning("second");
    assert.deepEqual(Logger.getHandlerIds(), ["default"]);
  });
  assert.deepEqual(output, [
    "[warning] first",
    '[error] Logger removed the handler "bad", which failed: ** (RangeError) oops',
    "[warning] second",
  ]);
});

test("a handler that fails is told that it is removed, even if that fails too", async () => {
  const told: string[] = [];
  const failing = (id: string): Logger.Handler => ({
    log: () => {
      throw new RangeError("oops");
    },
    removingHandler: (config) => {
      told.push(config.id);
      if (id === "second") throw new RangeError("again");
    },
  });
  await written(() => {
    for (const id of ["first", "second"]) Logger.addHandler(id, failing(id));
    Logger.warning("now");
    assert.deepEqual(Logger.getHandlerIds(), ["default"]);
  });
  assert.deepEqual(told.toSorted(), ["first", "second"]);
});

test("what is wrong with a handler's name is said as OTP says it", async () => {
  await written(() => {
    for (const look of [Logger.getHandlerConfig, Logger.removeHandler])
      assert.throws(() => look("h"), { name: "ArgumentError", reason: ["not_found", "h"] });
    const again = () => Logger.addHandler("default", { log: () => undefined });
    assert.throws(again, { name: "ArgumentError", reason: ["already_exist", "default"] });
  });
});

test("without handlers nothing is written, and nothing fails", async () => {
  const output = await written(() => {
    Logger.removeHandler("default");
    Logger.error("x");
  });
  assert.deepEqual(output, []);
});

const never = undefined as never;
const BAD: readonly [string, () => unknown, RegExp][] = [
  ["an unknown level", () => Logger.log("loud" as never, "x"), /a level: debug, info.*got "loud"/],
  ["a level that only silences", () => Logger.log("none" as never, "x"), /got "none"/],
  ["a level to compare", () => Logger.compareLevels("debug", "all" as never), /got "all"/],
  ["a level to configure", () => Logger.configure({ level: "foo" as never }), /all, debug.*got "foo"/],
  ["a switch", () => Logger.configure({ handleSaslReports: 1 as never }), /true or false, got 1/],
  ["a level of a process", () => Logger.putProcessLevel(self(), "foo" as never), /got "foo"/],
  [
    "another process",
    () =>
      Logger.putProcessLevel(
        spawn(() => receive()),
        "info",
      ),
    /expected self\(\)/,
  ],
  ["metadata", () => Logger.metadata(1 as never), /an object, got 1/],
  ["metadata to reset", () => Logger.resetMetadata("x" as never), /an object, got "x"/],
  ["a handler's name", () => Logger.addHandler("", { log: () => 1 }), /a name for the handler/],
  ["no handler", () => Logger.addHandler("h", never), /an object with a log callback/],
  ["a taken name", () => Logger.addHandler("default", { log: () => 1 }), /called "default" already/],
  ["a handler's level", () => Logger.addHandler("h", { log: () => 1 }, { level: "x" as never }), /got "x"/],
  ["filters", () => Logger.addHandler("h", { log: () => 1 }, { filters: 1 as never }), /a list of functions/],
  ["a configuration", () => Logger.addHandler("h", { log: () => 1 }, null as never), /a configuration/],
  ["an unknown handler to remove", () => Logger.removeHandler("h"), /no handler is called "h".*"default"/],
  ["an unknown handler to change", () => Logger.updateHandlerConfig("h", {}), /no handler/],
  ["an unknown handler to look at", () => Logger.getHandlerConfig("h"), /no handler/],
];

for (const [what, call, message] of BAD)
  test(`${what} is refused`, async () => {
    await written(() => {
      assert.throws(call, (error) => error instanceof ArgumentError && message.test(error.message));
    });
  });

test("reports of servers, machines and processes name what these have called themselves", async () => {
  const fails = () => {
    Process.setLabel("the baker");
    throw new Error("no flour");
  };
  const { output } = await run(function* () {
    Logger.configure({ handleSaslReports: true });
    const server = yield* GenServer.start<Pid>({ init: () => ["ok", 0], handleCast: fails } as never);
    const machine = yield* GenStateMachine.start({
      callbackMode: "handle_event_function",
      init: () => ["ok", "idle", 0],
      handleEvent: fails,
    } as never);
    for (const [pid, cast] of [
      [server, GenServer.cast],
      [machine, GenStateMachine.cast],
    ] as const) {
      const ref = Process.monitor(pid);
      cast(pid, "bake");
      yield* receive(["DOWN", ref]);
    }
  });
  const label = 'Process Label: "the baker"\n';
  const titles = output.map((text) => text.replace(/ <.*/s, ""));
  assert.deepEqual(titles, [
    "[error] GenServer",
    "[error] Process",
    "[error] GenStateMachine",
    "[error] Process",
  ]);
  const lineAfter = ["Last message", "Ancestors", "Queue", "Ancestors"];
  for (const [index, text] of output.entries()) assert.ok(text.includes(label + lineAfter[index]!), text);
});
