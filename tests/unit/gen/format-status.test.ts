/** What formatStatus hides, in reports and from Sys.getStatus, in its two forms. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { GenServer, GenStateMachine, Process, Sys, exit, type Pid, type Steps, type Term } from "beamish";
import { reasonOf, run } from "../kernel/run.ts";

const Server = (formatStatus: unknown): GenServer.Module<string> =>
  ({
    init: () => {
      Process.put("key", "value");
      return ["ok", "secret"];
    },
    handleCast: () => exit("crash with a secret"),
    formatStatus,
  }) as never;
const Machine = (formatStatus: unknown): GenStateMachine.Module =>
  ({
    callbackMode: "handle_event_function",
    init: () => {
      Process.put("key", "value");
      return ["ok", "state", "secret"];
    },
    handleEvent: (_type: unknown, content: unknown) =>
      content === "later" ? ["keep_state_and_data", "postpone"] : exit("crash with a secret"),
    formatStatus,
  }) as never;

/** The state as getStatus shows it, and the report of a crash. */
function* look(pid: Pid): Steps<Term> {
  const [, , , facts] = yield* Sys.getStatus(pid);
  const ref = Process.monitor(pid);
  Process.demonitor(ref);
  GenServer.cast(pid, "later");
  GenServer.cast(pid, "crash");
  yield* reasonOf(pid);
  return (facts[4] as Term[])[2];
}

for (const [behaviour, start, shown] of [
  ["GenServer", (format: unknown) => GenServer.start(Server(format)), "secret"],
  ["GenStateMachine", (format: unknown) => GenStateMachine.start(Machine(format)), ["state", "secret"]],
] as const) {
  const kind = behaviour === "GenServer" ? "hidden" : ["hidden", "hidden"];

  test(`${behaviour}: formatStatus(status) rewrites state, message and reason`, async () => {
    const seen: Term[] = [];
    const { result, output } = await run(function* () {
      const pid: Pid = yield* start((status: Term) => {
        seen.push(Object.keys(status as object).sort());
        return {
          ...status,
          state: "hidden",
          data: "hidden",
          ...(status.reason && { reason: "hushed" }),
          message: "msg",
        };
      });
      return yield* look(pid);
    });
    assert.deepEqual(result, ["data", [["State", kind]]]);
    assert.match(output.join("\n"), /\*\* \(stop\) "hushed"/);
    assert.doesNotMatch(output.join("\n"), /secret/);
    const keys =
      behaviour === "GenServer"
        ? ["log", "state"]
        : ["data", "log", "postponed", "queue", "state", "timeouts"];
    const more = behaviour === "GenServer" ? ["message", "reason"] : ["reason"];
    assert.deepEqual(seen, [keys, [...keys, ...more].sort()]);
  });

  test(`${behaviour}: formatStatus(reason, [dictionary, state]) gives what stands for the state`, async () => {
    const seen: Term[] = [];
    const { result, output } = await run(function* () {
      const pid: Pid = yield* start((reason: Term, parts: Term) => {
        const [{ $ancestors, $initial_call, ...dictionary }, ...more] = parts;
        assert.ok($ancestors.length > 0 && $initial_call[1] === "init");
        seen.push([reason, [dictionary, ...more]]);
        return ["data", [["State", `hidden, ${reason}`]]];
      });
      return yield* look(pid);
    });
    const parts = [{ key: "value" }, ...(behaviour === "GenServer" ? ["secret"] : shown)];
    assert.deepEqual(seen, [
      ["normal", parts],
      ["terminate", parts],
    ]);
    assert.deepEqual(result, ["data", [["State", "hidden, normal"]]]);
    assert.match(output.join("\n"), /State: .*hidden, terminate/);
  });

  for (const [how, format] of [
    ["exits", () => exit("in formatStatus")],
    ["throws an error", () => (undefined as never as { x: () => void }).x()],
  ] as const)
    test(`${behaviour}: a formatStatus that ${how} hides nothing, neither the state nor the crash`, async () => {
      const { result, output } = await run(function* () {
        const pid: Pid = yield* start(format);
        return yield* look(pid);
      });
      assert.deepEqual(result, ["data", [["State", shown]]]);
      assert.match(output.join("\n"), /crash with a secret/);
    });
}

test("the report of a machine: queue, postponed, state, mode and client", async () => {
  const { output } = await run(function* () {
    const machine = yield* GenStateMachine.start(Machine(undefined), 0, { name: "machine" });
    GenStateMachine.cast(machine, "later");
    try {
      yield* GenStateMachine.call(machine, "crash");
    } catch {
      // The machine has ended.
    }
  });
  const [caller] = /<[\d.]+>/.exec(output[0]!)!;
  assert.equal(
    output[0]!.replace(/#Ref<[\d.]+>/, "#Ref"),
    [
      '[error] GenStateMachine "machine" terminating',
      '** (stop) "crash with a secret"',
      `Queue: [[["call", [${caller}, #Ref]], "crash"]]`,
      'Postponed: [["cast", "later"]]',
      'State: ["state", "secret"]',
      "Callback mode: handle_event_function, state_enter: false",
      `Client ${caller} is alive`,
    ].join("\n"),
  );
});

test("the report of a server names a client by its name, and says if it is dead", async () => {
  const { output } = await run(function* () {
    const Crashing: GenServer.Module<number> = { init: () => ["ok", 0], handleCall: () => exit("bad") };
    const server = yield* GenServer.start(Crashing);
    yield* Sys.suspend(server);
    const client = Process.spawn(function* () {
      Process.register(Process.list().at(-1)!, "client");
      yield* GenServer.call(server, "x");
    });
    yield* Process.sleep(1);
    Process.exit(client, "kill");
    yield* Sys.resume(server);
    yield* reasonOf(server);
  });
  assert.match(output.join("\n"), /Last message \(from <[\d.]+>\): "x"\nState: 0\nClient <[\d.]+> is dead/);
});
