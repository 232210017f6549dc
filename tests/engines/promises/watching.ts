/** What a person who watches a run can see and do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command, RunEvent } from "../../../src/sandbox/engine.ts";
import { channel } from "../support/channel.ts";
import type { Observed, Run } from "../support/observe.ts";

const SERVER = `
import { GenServer, Process } from "beamish";
const counter = await GenServer.startLink({
  init: () => ["ok", 1],
  handleCall: (request, from, state) => ["reply", state, state],
  handleInfo(message, state) { console.log("got", message); return ["noreply", state + 1]; },
});
`;

const all = <T extends RunEvent["type"]>({ events }: Observed, type: T) =>
  events.filter((event): event is Extract<RunEvent, { type: T }> => event.type === type);

export function promiseWatching(run: Run): void {
  /** Sends the first commands when the run has come to rest, and the next after each answer. */
  const watch = (source: string, commands: readonly Command[], options: Parameters<Run>[1] = {}) => {
    const queue = channel<Command>();
    let sent = 0;
    const next = () => {
      const command = commands[sent++];
      if (command === undefined) return queue.close();
      queue.send(command);
      if (["suspend", "resume", "send"].includes(command.type)) next();
    };
    return run(source, {
      ...options,
      commands: queue,
      onEvent(event) {
        if (event.type === "state" && event.state === "waiting" && sent === 0) next();
        else if (event.type === "log" || event.type === "inspected" || event.type === "refused") next();
      },
    });
  };

  test("watching: a message from outside is JSON with pids in it, or text", async () => {
    const { lines } = await watch(SERVER, [
      { type: "send", pid: "<0.81.0>", message: '["order", "<0.81.0>", {"cups": 2}]' },
      { type: "send", pid: "<0.81.0>", message: "tea, please" },
    ]);
    assert.deepEqual(lines, ['got ["order", <0.81.0>, { cups: 2 }]', "got tea, please"]);
  });

  test("watching: a process tells what it holds, and a plain one cannot be suspended", async () => {
    const plain = `${SERVER}
      import { receive, spawn } from "beamish";
      spawn(function* () { Process.put("shop", "open"); yield* receive(); });`;
    const seen = await watch(plain, [
      { type: "inspect", pid: "<0.81.0>" },
      { type: "inspect", pid: "<0.82.0>" },
      { type: "suspend", pid: "<0.82.0>" },
      { type: "inspect", pid: "<0.999.0>" },
    ]);
    const [server, other] = all(seen, "inspected");
    assert.deepEqual(server?.state, { kind: "leaf", role: "number", text: "1" });
    assert.equal(server.canSuspend, true);
    assert.equal(other?.canSuspend, false);
    assert.match(JSON.stringify(other.dictionary), /shop.*open/);
    assert.match(all(seen, "refused")[0]!.reason, /plain process: only OTP processes/);
    assert.equal(all(seen, "refused")[1]!.reason, "<0.999.0> is not alive.");
  });

  test("watching: a suspended server lets its messages wait until it is resumed", async () => {
    const seen = await watch(SERVER, [
      { type: "suspend", pid: "<0.81.0>" },
      { type: "inspect", pid: "<0.81.0>" },
      { type: "send", pid: "<0.81.0>", message: "first" },
      { type: "inspect", pid: "<0.81.0>" },
      { type: "resume", pid: "<0.81.0>" },
    ]);
    assert.deepEqual(seen.lines, ["got first"]);
    const order = seen.events.filter(({ type }) => type === "inspected" || type === "log");
    assert.deepEqual(
      order.map(({ type }) => type),
      ["inspected", "inspected", "log"],
    );
  });

  test("watching: held time stands still, and goes on to the next timer when it is told to", async () => {
    const source = `
      import { Process } from "beamish";
      for (const hour of [1, 2]) { await Process.sleep(3_600_000); console.log("hour", hour); }`;
    const { lines, milliseconds } = await watch(source, [{ type: "skip" }, { type: "skip" }], {
      pace: 0,
    });
    assert.deepEqual(lines, ["hour 1", "hour 2"]);
    assert.ok(milliseconds < 20_000);
  });

  test("watching: the pace can be changed while time waits", async () => {
    const source = `
      import { Process } from "beamish";
      await Process.sleep(3_600_000); console.log("an hour later");`;
    const { lines } = await watch(source, [{ type: "pace", pace: Infinity }], { pace: 1 });
    assert.deepEqual(lines, ["an hour later"]);
  });

  test("watching: nobody can hold the wall clock", async () => {
    const seen = await watch(SERVER, [{ type: "skip" }], { clock: "real" });
    assert.match(all(seen, "refused")[0]!.reason, /wall clock/);
  });

  test("trace: events name the reader's line that caused them", async () => {
    const source = [
      'import { receive, self, send, spawn } from "beamish";',
      "const me = self();",
      "spawn(function* () {",
      "  const cup = yield* receive();",
      "  send(me, cup);",
      "});",
      "",
    ].join("\n");
    const seen = await run(`${source}send("nobody" && me, 1);\n`, { trace: true });
    const traces = all(seen, "trace");
    const places = new Map(traces.flatMap(({ positions }) => positions));
    const sends = traces
      .flatMap(({ events }) => events)
      .filter(({ type }) => type === "send" || type === "spawn");
    assert.deepEqual(
      sends.map(({ type, sequence }) => [type, places.get(sequence)?.line]),
      [
        ["spawn", 3],
        ["send", 7],
      ],
    );
  });

  test("schedule: a run goes as a schedule says, and tells which one it took", async () => {
    const source = `
      import { receive, self, send, spawn } from "beamish";
      const me = self();
      for (const name of ["ada", "joe"]) spawn(() => send(me, name));
      console.log(await receive());`;
    const go = async (schedule: string) => {
      const seen = await run(source, { schedule, clock: "virtual" });
      assert.equal(seen.reason, "finished");
      return [seen.lines, all(seen, "schedule").map(({ schedule: taken }) => taken)];
    };
    assert.deepEqual(await go(""), [["ada"], [""]]);
    assert.deepEqual(await go("0:1"), [["joe"], ["0:1"]]);
    assert.deepEqual(await go("0:7 99:1"), [["ada"], [""]], "what does not fit is left out");
    assert.deepEqual(all(await run(source), "schedule"), [], "a run with a seed says nothing of it");
  });

  test("exploring: what one run tells of its steps leads the next one to another order, until none is left", async () => {
    const source = `
      import { receive, self, send, spawn } from "beamish";
      const me = self();
      for (const name of ["ada", "joe"]) spawn(() => send(me, name));
      spawn(() => undefined);
      console.log(await receive());`;
    const first = await run(source, { exploring: { seesOutput: false }, clock: "virtual" });
    const [planned, taken] = all(first, "schedule");
    assert.deepEqual([planned?.schedule, planned?.explored, taken?.schedule], ["", undefined, ""]);
    assert.equal(taken?.explored?.hasMore, true);
    const { stage } = taken.explored;
    const second = await run(source, { exploring: { seesOutput: false, stage }, clock: "virtual" });
    const [plan, last] = all(second, "schedule");
    assert.deepEqual([first.lines, second.lines], [["ada"], ["joe"]]);
    assert.deepEqual([plan?.schedule, last?.schedule], ["0:1", "0:1"]);
    assert.equal(last?.explored?.hasMore, false);
    assert.ok(last.explored.leftOut > 0);
  });

  test("trace: of a very long run the middle is left out, which is said, and the end is told", async () => {
    const source = `
      import { receive, self, send, spawn } from "beamish";
      const me = self();
      for (let i = 1; i <= 80_000; i++) { send(me, i); await receive(); }
      const last = spawn(function* () { yield* receive(); });
      send(last, "end");`;
    const seen = await run(source, { trace: true });
    const [gap] = all(seen, "gap");
    assert.ok(gap !== undefined && gap.missing > 1_000, "events are missing");
    assert.ok(gap.alive.includes("<0.80.0>") && !gap.alive.includes("<0.81.0>"));
    const after = seen.events.slice(seen.events.indexOf(gap));
    const sequences = after.flatMap((event) => (event.type === "trace" ? event.events : []));
    assert.ok(sequences.length <= 10_000);
    assert.ok(sequences.some((event) => event.type === "exit" && event.pid === "<0.81.0>"));
  });

  test("trace: values that are cyclic, huge, frozen, or refuse every question are recorded", async () => {
    const source = `
      import { self, send } from "beamish";
      const me = self();
      const circle = { name: "circle" };
      circle.self = circle;
      const refusing = new Proxy({}, { get() { throw new Error("no"); }, ownKeys() { throw new Error("no"); } });
      const values = [circle, Object.freeze(["frozen"]), Array(1_000_000).fill(1), "x".repeat(1_000_000),
        { get now() { throw new Error("no"); } }, refusing];
      for (const value of values) { try { send(me, value); } catch { console.log("refused"); } }
      console.log("done");`;
    const { lines, events } = await run(source, { trace: true });
    assert.equal(lines.at(-1), "done");
    const texts = events.flatMap((event) =>
      event.type === "trace" ? event.events.flatMap((e) => (e.type === "send" ? [e.message] : [])) : [],
    );
    assert.equal(texts.length, 6);
    assert.ok(texts.every((text) => text.length <= 410));
    assert.match(texts[0]!, /Circular/);
  });
}
