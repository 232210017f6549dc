/** When a run is over. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Command } from "../../../src/sandbox/engine.ts";
import { channel } from "../support/channel.ts";
import { type Observed, SPIN, type Run } from "../support/observe.ts";

export function promiseEnd(run: Run): void {
  test("exit: a run ends when its code has ended and nothing is left that could run", async () => {
    const { lines, reason, milliseconds, events } = await run(
      `import { Process, receive, spawn } from "beamish";
      spawn(function* () { yield* receive(); });
      spawn(function* () { yield* Process.sleep(20); console.log("slept"); });
      setTimeout(() => console.log("rung"), 150);
      console.log("main");`,
      { clock: "real" },
    );
    assert.deepEqual([lines, reason], [["main", "slept", "rung"], "finished"]);
    assert.ok(milliseconds >= 150);
    assert.equal(events.at(-1)!.type, "exit");
  });

  test("exit: host promises that a process waits for keep a run alive", async () => {
    const { lines } = await run(
      `import { fromPromise, spawn } from "beamish";
      spawn(function* () { console.log(yield* fromPromise(new Promise((done) => setTimeout(done, 40, "done")))); });`,
      { clock: "real" },
    );
    assert.deepEqual(lines, ["done"]);
  });

  test("stuck: a wait for a message that nothing can send", async () => {
    const { lines, reason } = await run(
      'import { receive } from "beamish";\nconsole.log("waits");\nawait receive();\n',
    );
    assert.equal(lines[0], "waits");
    assert.match(
      lines[1]!,
      /^Uncaught Stuck: The code waits for a message, but nothing is left that could send one\./,
    );
    assert.equal(reason, "stuck");
  });

  test("stuck: a promise that nothing settles", async () => {
    const { errors, reason } = await run("await new Promise(() => {});");
    assert.equal(errors[0]!.message, "The code awaits a promise that nothing can settle any more.");
    assert.equal(reason, "stuck");
  });

  test("abort: ends a run that waits", async () => {
    const abort = new AbortController();
    const { lines, reason } = await run('console.log("waits");\nsetInterval(() => {}, 10);\n', {
      clock: "real",
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === "log") abort.abort();
      },
    });
    assert.deepEqual([lines, reason], [["waits"], "aborted"]);
  });

  test("abort: before the start there is no run", async () => {
    const { events, reason } = await run('console.log("never");', { signal: AbortSignal.abort() });
    assert.deepEqual([events.length, reason], [1, "aborted"]);
  });

  test("abort: ends an endless loop, and what was printed before it has come", async () => {
    const abort = new AbortController();
    const { lines, reason } = await run(SPIN, {
      signal: abort.signal,
      onEvent: ({ type }) => {
        if (type === "log") abort.abort();
      },
    });
    assert.deepEqual([lines, reason], [["before"], "aborted"]);
  });

  test("endless loop: is ended and explained without anybody's help", async () => {
    const { errors, reason } = await run(SPIN);
    assert.match(errors[0]!.message, /^The code was busy for 3 seconds without giving anything else a turn/);
    assert.match(errors[0]!.hint!, /loop without end/);
    assert.equal(reason, "time_limit");
  });

  test("time limit: ends what goes on for ever, and says so", async () => {
    const { errors, reason } = await run("setInterval(() => {}, 10);", { clock: "real", timeLimit: 1_000 });
    assert.equal(errors[0]!.message, "The run was ended after 1 second.");
    assert.equal(reason, "time_limit");
  });

  const limits = ({ events }: Observed) => events.filter((event) => event.type === "limit");

  test("time limit: a run that may be asked about goes on when it is told to, each time for twice as long", async () => {
    const commands = channel<Command>();
    const observed = await run('setTimeout(() => console.log("at last"), 1_000);', {
      clock: "real",
      timeLimit: 250,
      grace: 10_000,
      commands,
      lingers: false,
      onEvent: ({ type }) => {
        if (type === "limit") commands.send({ type: "go_on" });
      },
    });
    const asked = limits(observed).map(({ milliseconds }) => milliseconds);
    assert.deepEqual([observed.lines, observed.reason], [["at last"], "finished"]);
    assert.deepEqual(asked, [250, 500, 1_000].slice(0, asked.length));
    assert.ok(asked.length >= 1);
  });

  test("time limit: a run about which nobody answers ends; to go on before the limit means nothing", async () => {
    const commands = channel<Command>();
    commands.send({ type: "go_on" });
    const observed = await run("setInterval(() => {}, 10);", {
      clock: "real",
      timeLimit: 400,
      grace: 100,
      commands,
    });
    assert.deepEqual(
      observed.events.filter(({ type }) => type === "refused"),
      [{ type: "refused", command: "go_on", reason: "The run has not reached its time limit." }],
    );
    assert.deepEqual(limits(observed), [{ type: "limit", milliseconds: 400, grace: 100 }]);
    assert.match(observed.errors[0]!.message, /^The run had 0\.4 seconds, and nobody let it go on/);
    assert.equal(observed.reason, "time_limit");
  });

  test("commands: a run waits while it is watched, and processes can be ended from outside", async () => {
    const commands = channel<Command>();
    const { lines, reason, events } = await run(
      `import { Process, receive, spawn } from "beamish";
      spawn(function* () {
        Process.flag("trap_exit", true);
        const [, , reason] = yield* receive(["EXIT"]);
        console.log("told to end:", reason);
      });`,
      {
        clock: "real",
        commands,
        onEvent: (event) => {
          if (event.type === "state" && event.state === "waiting")
            commands.send({ type: "exit", pid: "<0.81.0>", reason: "shutdown" });
          if (event.type === "log") commands.close();
        },
      },
    );
    assert.deepEqual([lines, reason], [["told to end: shutdown"], "finished"]);
    assert.ok(events.some((event) => event.type === "state" && event.state === "waiting"));
  });
}
