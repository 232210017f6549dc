/** What a supervisor tells: reports for people, events for pictures. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  DynamicSupervisor,
  GenServer,
  Logger,
  Process,
  StartError,
  Supervisor,
  spawnLink,
  receive,
} from "beamish";
import { subscribe, record, type RecordedEvent } from "beamish/trace";
import { run } from "./run.ts";

const Server: GenServer.Module<string, string, never, string> = {
  init: (state) => ["ok", state],
  handleCast: (reason, state) => ["stop", reason, state],
};

const child = (id: string): Supervisor.ChildSpec => ({
  id,
  start: () => GenServer.startLink(Server, id, { name: id }),
});

/** A process that takes its time: it ignores the signal to stop. */
const stubborn: Supervisor.ChildSpec = {
  id: "stubborn",
  shutdown: 10,
  start: () =>
    spawnLink(function* () {
      Process.flag("trap_exit", true);
      for (;;) yield* receive();
    }),
};

test("by default a supervisor reports nothing, as under Elixir's logger", async () => {
  const { output } = await run(function* () {
    yield* Supervisor.startLink([child("a")], { strategy: "one_for_one" });
    Process.exit(Process.whereis("a")!, "kill");
    yield* Process.sleep(10);
  });
  assert.deepEqual(output, []);
});

test("with handleSaslReports every start, end and failure is told", async () => {
  const { output } = await run(function* () {
    Process.flag("trap_exit", true);
    Logger.configure({ handleSaslReports: true });
    const pid = yield* Supervisor.startLink([child("a"), stubborn], {
      strategy: "one_for_one",
      maxRestarts: 1,
      name: "top",
    });
    Process.exit(Process.whereis("a")!, "kill");
    yield* Process.sleep(10);
    Process.exit(Process.whereis("a")!, "kill");
    yield* receive(["EXIT", pid]);
  });
  const facts = 'Restart: "permanent"\nShutdown: 5000\nType: "worker"';
  const told = output.map((text) => text.replaceAll(/<0\.\d+\.0>/g, "<pid>"));
  assert.deepEqual(told, [
    `[info] Child "a" of Supervisor "top" started\nPid: <pid>\n${facts}`,
    `[info] Child "stubborn" of Supervisor "top" started\nPid: <pid>\n${facts.replace("5000", "10")}`,
    `[error] Child "a" of Supervisor "top" terminated\n** (exit) killed\nPid: <pid>\n${facts}`,
    `[info] Child "a" of Supervisor "top" started\nPid: <pid>\n${facts}`,
    `[error] Child "a" of Supervisor "top" terminated\n** (exit) killed\nPid: <pid>\n${facts}`,
    `[error] Child "a" of Supervisor "top" caused shutdown\n** (exit) "reached_max_restart_intensity"\n${facts}`,
    `[error] Child "stubborn" of Supervisor "top" shut down abnormally\n** (exit) killed\nPid: <pid>\n${facts.replace("5000", "10")}`,
  ]);
});

test("a child that fails to start is told with its supervisor's pid", async () => {
  const start = () => {
    throw new StartError("no");
  };
  const { output } = await run(function* () {
    Process.flag("trap_exit", true);
    Logger.configure({ handleSaslReports: true });
    try {
      yield* Supervisor.startLink([{ id: "a", start }], { strategy: "one_for_one" });
    } catch {
      return;
    }
  });
  assert.match(
    output[0]!,
    /^\[error\] Child "a" of Supervisor <0\.\d+\.0> \(Supervisor\.Default\) failed to start\n\*\* \(exit\) "no"\nRestart/,
  );
});

test("children and restarts are trace events", async () => {
  const { result } = await run(function* () {
    Process.flag("trap_exit", true);
    const events: RecordedEvent[] = [];
    const stop = subscribe((event) => events.push(record(event)));
    const pid = yield* Supervisor.startLink([child("a"), child("b")], {
      strategy: "rest_for_one",
      maxRestarts: 1,
    });
    GenServer.cast("a", "crash");
    yield* Process.sleep(10);
    yield* Supervisor.stop(pid);
    stop();
    return { pid: pid.toString(), events };
  });
  const told = result.events.flatMap((event) => {
    if (event.type === "child") return [`${event.event} ${event.id}`];
    if (event.type === "supervisor") return [`${event.strategy}: ${event.limit} in ${event.period} ms`];
    return event.type === "restarting" ? [`restarting ${event.id}: ${event.restarts} of ${event.limit}`] : [];
  });
  assert.deepEqual(told, [
    "rest_for_one: 1 in 5000 ms",
    'started "a"',
    'started "b"',
    'restarting "a": 1 of 1',
    'terminated "b"',
    'restarted "a"',
    'restarted "b"',
    'terminated "b"',
    'terminated "a"',
  ]);
  const own = result.events.filter(({ type }) => ["supervisor", "child", "restarting"].includes(type));
  assert.ok(own.every((event) => event.pid === result.pid));
});

/** A process that ends by "normal" when it is told to stop. */
const polite = () =>
  spawnLink(function* () {
    Process.flag("trap_exit", true);
    yield* receive();
  });

test("a permanent child that ends by normal when it is told to stop is reported, another is not", async () => {
  const restarts = ["permanent", "transient", "temporary"] as const;
  const children = restarts.map((restart) => ({ id: restart, restart, start: polite }));
  const { output } = await run(function* () {
    Logger.configure({ handleSaslReports: true, level: "error" });
    const fixed = yield* Supervisor.startLink(children, { strategy: "one_for_one", name: "fixed" });
    yield* Supervisor.stop(fixed);
    const dynamic = yield* DynamicSupervisor.startLink({ name: "dynamic" });
    for (const child of children) yield* DynamicSupervisor.startChild(dynamic, child);
    yield* DynamicSupervisor.stop(dynamic);
  });
  assert.equal(output.length, 2, output.join("\n"));
  assert.match(
    output[0]!,
    /^\[error\] Child "permanent" of Supervisor "fixed" shut down abnormally\n\*\* \(exit\) normal/,
  );
  assert.match(output[1]!, /of Supervisor "dynamic" shut down abnormally\n\*\* \(exit\) normal/);
});
