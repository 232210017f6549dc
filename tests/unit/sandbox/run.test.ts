import assert from "node:assert/strict";
import { after, before, describe, it, mock } from "node:test";
import type { Job, RunEvent } from "../../../src/sandbox/engine.ts";
import type { ToGuest } from "../../../src/sandbox/guest/protocol.ts";
import { runJob, type ThreadListener } from "../../../src/sandbox/run.ts";

const job: Job = {
  files: { "main.ts": "" },
  entry: "main.ts",
  seed: 0,
  clock: "virtual",
  trace: false,
  timeLimit: 20_000,
};

/** A run whose guest is this test. Its thread ends as `end` says. */
async function begin(end: (listener: ThreadListener) => Promise<void> = () => Promise.resolve()) {
  const said: ToGuest["type"][] = [];
  let guest!: ThreadListener;
  const events: RunEvent[] = [];
  const open = (listener: ThreadListener) => {
    guest = listener;
    return Promise.resolve({
      send: ({ type }: ToGuest) => void said.push(type),
      end: () => end(listener),
    });
  };
  const over = (async () => {
    for await (const event of runJob(job, new AbortController().signal, open)) events.push(event);
    return events;
  })();
  await settled();
  return { guest, said, over };
}

/** What waits for nothing but other promises has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the time of a run", () => {
  before(() => mock.timers.enable({ apis: ["setTimeout", "setInterval"] }));
  after(() => mock.timers.reset());

  it("begins when the guest is heard: a slow start is not taken for a loop without end", async () => {
    const { guest, said, over } = await begin();
    mock.timers.tick(29_000);
    await settled();
    assert.deepEqual(said, ["run"]);
    guest.message({ type: "pong" });
    mock.timers.tick(1_900);
    await settled();
    assert.deepEqual(said, ["run", "ping"]);
    guest.message({ type: "events", events: [{ type: "exit", reason: "finished" }] });
    assert.deepEqual(
      (await over).map((event) => (event.type === "exit" ? event.reason : event.type)),
      ["finished"],
    );
  });

  it("never begins where the guest never comes: that is said after 30 seconds", async () => {
    const { over } = await begin();
    mock.timers.tick(30_000);
    const [failure, exit] = await over;
    assert.ok(failure?.type === "error" && exit?.type === "exit");
    assert.match(failure.message, /did not start within 30 seconds/);
    assert.equal(exit.reason, "engine_failed");
  });

  it("is up for a guest that was there and answers no more", async () => {
    const { guest, over } = await begin();
    guest.message({ type: "pong" });
    for (let second = 0; second < 4; second++) mock.timers.tick(1_000);
    const [failure, exit] = await over;
    assert.ok(failure?.type === "error" && exit?.type === "exit");
    assert.match(failure.message, /^The code was busy for 3 seconds/);
    assert.equal(exit.reason, "time_limit");
  });

  it("is not up for a guest whose sandbox has died: that is found out first, and said", async () => {
    const { guest, over } = await begin(async (listener) => {
      await settled();
      listener.failed({ name: "EngineError", message: "the sandbox is gone", hint: "" });
    });
    guest.message({ type: "pong" });
    for (let second = 0; second < 4; second++) mock.timers.tick(1_000);
    const [failure, exit, ...others] = await over;
    assert.ok(failure?.type === "error" && exit?.type === "exit");
    assert.equal(failure.message, "the sandbox is gone");
    assert.equal(exit.reason, "engine_failed");
    assert.deepEqual(others, []);
  });
});
