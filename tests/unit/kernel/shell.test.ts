/** Code outside any process runs as the shell: a process that can wait for several things at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Exit, GenServer, Process, exit, fromPromise, receive, self, send, spawn, spawnLink } from "beamish";
import { Node } from "beamish/testing";
import { here } from "../../../src/beamish/node/node.ts";

/** Runs host code on a node of its own; the code must not use that node after its first real wait for the host. */
async function onNode<T>(code: (output: string[]) => PromiseLike<T>): Promise<T> {
  const output: string[] = [];
  const node = new Node({ clock: "virtual", output: (_level, text) => output.push(text) });
  return Promise.resolve(node.enter(() => code(output)));
}

test("it has a pid and a mailbox, and awaits", () =>
  onNode(() => {
    const me = self();
    assert.equal(String(me), "<0.80.0>");
    spawn(() => send(me, "hello"));
    return receive().then((message) => assert.equal(message, "hello"));
  }));

test("several operations may be pending: each message goes to the first that wants it", () =>
  onNode(async () => {
    const me = self();
    const wanted = Promise.all([
      receive(["b"]),
      receive(["a"]),
      receive(),
      Process.sleep(5),
      fromPromise(Promise.resolve(1)),
    ]);
    spawn(() => {
      for (const tag of ["x", "a", "b"]) send(me, [tag]);
    });
    assert.deepEqual(await wanted, [["b"], ["a"], ["x"], "ok", 1]);
  }));

test("each pending operation has its own timeout", () =>
  onNode(async () => {
    const times = Promise.all([30, 10, 20].map((after) => receive({ after, else: () => after })));
    assert.deepEqual(await times, [30, 10, 20]);
  }));

test("a linked process that crashes takes the shell with it: what it waits for is rejected, a new shell follows", () =>
  onNode((output) => {
    const first = self();
    const node = here();
    spawnLink(() => exit("crash"));
    const rejected = [receive(), Process.sleep(1_000)].map((operation) =>
      operation.then(null, (error: unknown) => error),
    );
    return Promise.all(rejected).then((errors) => {
      for (const error of errors) assert.ok(error instanceof Exit && error.reason === "crash");
      assert.deepEqual(output, [`** (EXIT from ${first}) "crash"`]);
      assert.equal(
        node.enter(() => Process.alive(first)),
        false,
      );
    });
  }));

test("an operation that the dead shell has made is rejected too", () =>
  onNode(() => {
    const late = receive();
    Process.exit(self(), "gone");
    assert.equal(String(self()), "<0.81.0>");
    return late.then(
      () => assert.fail("it was not rejected"),
      (error: unknown) => assert.equal((error as Exit).reason, "gone"),
    );
  }));

test("a shell that traps exits gets a message", () =>
  onNode(() => {
    Process.flag("trap_exit", true);
    const child = spawnLink(() => exit("crash"));
    return receive().then((message) => assert.deepEqual(message, ["EXIT", child, "crash"]));
  }));

test("then chains like a promise, and a failure that is not handled is one", () =>
  onNode(async () => {
    const doubled = Process.sleep(1)
      .then(() => 21)
      .then((n) => 2 * n);
    const failed = receive({ after: 1 }).then(() => {
      throw new RangeError("in a callback");
    });
    assert.equal(await doubled, 42);
    await assert.rejects(Promise.resolve(failed), RangeError);
  }));

test("an awaited call fails with Exit", () =>
  onNode(() =>
    GenServer.call("nobody", "x").then(
      () => assert.fail("somebody answered"),
      (error: unknown) => {
        assert.deepEqual((error as Exit).reason, ["noproc", ["GenServer", "call", ["nobody", "x", 5000]]]);
        assert.match(
          (error as Exit).message,
          /exited in: GenServer.call\("nobody", "x", 5000\)\n {4}\*\* \(EXIT\) no process/,
        );
      },
    ),
  ));

test("host code gets its turn between processes", () => {
  const node = new Node({ output: () => undefined });
  return node.enter(async () => {
    const me = self();
    const busy = spawn(function* () {
      for (let n = 0; ; n++) {
        send(self(), n);
        yield* receive();
        if (n % 100 === 0) send(me, n);
      }
    });
    assert.equal(await receive(), 0);
    node.enter(() => Process.exit(busy, "kill"));
  });
});
