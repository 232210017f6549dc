/** `Process`: facts, dictionary, aliases, monitors with a tag, requests to spawn, timers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, exit, isPid, receive, self, send, spawn, spawnLink, type Pid, type Ref } from "beamish";
import { Node } from "beamish/testing";
import { flush, reasonOf, run, settle } from "./run.ts";

function* idle() {
  yield* receive(() => false);
}

test("info: each fact of a process that waits", async () => {
  await run(function* () {
    const me = self();
    const pid = spawnLink(
      function* () {
        Process.put("colour", "red");
        Process.flag("trap_exit", true);
        Process.flag("priority", "high");
        Process.register(self(), "subject");
        Process.monitor(me);
        yield* idle();
      },
      { label: "a label" },
    );
    const ref = Process.monitor(pid);
    send(pid, 1);
    send(pid, 2);
    yield* settle();
    const facts = {
      registered_name: "subject",
      status: "waiting",
      current_function: ["erlang", "apply", 2],
      initial_call: ["erlang", "apply", 2],
      message_queue_len: 2,
      messages: [1, 2],
      links: [me],
      monitors: [["process", me]],
      monitored_by: [me],
      dictionary: { colour: "red" },
      trap_exit: true,
      priority: "high",
      group_leader: Process.groupLeader(),
      label: "a label",
      parent: undefined,
    } as const;
    for (const [item, value] of Object.entries(facts))
      assert.deepEqual(Process.info(pid, item as "links"), [item, value]);
    assert.deepEqual(Process.info(pid, ["priority", "status"]), [
      ["priority", "high"],
      ["status", "waiting"],
    ]);
    assert.ok(!("messages" in Process.info(pid)!));
    Process.demonitor(ref);
    Process.unlink(pid);
    Process.exit(pid, "kill");
    assert.equal(Process.info(pid), undefined);
    assert.equal(Process.info(pid, "links"), undefined);
    assert.deepEqual(Process.info(me, "registered_name"), ["registered_name", []]);
    assert.deepEqual(Process.info(me, "status"), ["status", "running"]);
  });
});

test("list holds exactly the living, oldest first", async () => {
  await run(function* () {
    const before = Process.list();
    const pids = [spawn(idle), spawn(idle), spawn(idle)] as const;
    assert.deepEqual(Process.list().slice(before.length), pids);
    Process.exit(pids[1], "kill");
    assert.deepEqual(Process.list().slice(before.length), [pids[0], pids[2]]);
    for (const pid of pids) Process.exit(pid, "kill");
    assert.deepEqual(Process.list(), before);
    yield* settle();
  });
});

test("a crowd that has gone is off the list, and those who stay keep their order", async () => {
  const { node } = await run(function* () {
    const before = Process.list();
    const crowd = Array.from({ length: 2000 }, () => spawn(idle));
    const stay = crowd.filter((_pid, index) => index % 500 === 499);
    for (const pid of crowd) if (!stay.includes(pid)) yield* Process.exit(pid, "kill");
    const list = Process.list();
    assert.equal(list.length, before.length + 4);
    for (const [index, pid] of stay.entries()) assert.equal(list[before.length + index], pid);
    for (const pid of stay) yield* Process.exit(pid, "kill");
    assert.deepEqual(Process.list().map(String), before.map(String));
  });
  assert.equal(node.processCount, node.processes().length);
});

test("a pid that is looked into shows neither its node nor other processes", () => {
  const pid = spawn(idle);
  assert.equal(JSON.stringify({ pid }), `{"pid":"${pid}"}`);
  const seen = new Set<unknown>();
  const look = (term: unknown) => {
    if (typeof term !== "object" || term === null || seen.has(term)) return;
    seen.add(term);
    Object.values(term).forEach(look);
  };
  look(pid);
  assert.ok(![...seen].some((term) => term instanceof Node || (term !== pid && isPid(term))));
});

test("the dictionary belongs to one process", async () => {
  await run(function* () {
    assert.deepEqual(Process.get(), {});
    assert.equal(Process.put("a", 1), undefined);
    assert.equal(Process.put("a", 2), 1);
    Process.put("b", 2);
    assert.deepEqual(Process.get(), { a: 2, b: 2 });
    assert.equal(Process.get("c", "none"), "none");
    assert.deepEqual(Process.getKeys(), ["a", "b"]);
    assert.deepEqual(Process.getKeys(2), ["a", "b"]);
    assert.deepEqual(Process.getKeys(3), []);
    assert.equal(Process.delete("a"), 2);
    const me = self();
    spawn(() => send(me, Process.getKeys()));
    assert.deepEqual(yield* receive(), []);
  });
});

test("a tag stands in place of DOWN, also for a process that is gone", async () => {
  await run(function* () {
    const pid = spawn(idle);
    const ref = Process.monitor(pid, { tag: ["child", 1] });
    Process.exit(pid, "kill");
    assert.deepEqual(yield* receive(), [["child", 1], ref, "process", pid, "killed"]);
    const late = Process.monitor("nobody", { tag: "gone" });
    assert.deepEqual(yield* receive(), ["gone", late, "process", ["nobody", "nonode@nohost"], "noproc"]);
    const flushed = Process.monitor(pid, { tag: "gone" });
    assert.equal(Process.demonitor(flushed, ["flush", "info"]), false);
    assert.deepEqual(yield* flush(), []);
  });
});

test("aliases live as long as their mode says", async () => {
  const modes = ["explicit_unalias", "demonitor", "reply_demonitor"] as const;
  const { result } = await run(function* () {
    const lives: Record<string, unknown> = {};
    for (const alias of modes) {
      const pid = spawn(idle);
      const ref = Process.monitor(pid, { alias });
      send(ref, "first");
      send(ref, "second");
      Process.demonitor(ref);
      send(ref, "third");
      lives[alias] = [yield* flush(), Process.unalias(ref)];
      Process.exit(pid, "kill");
    }
    // The end of the monitored process is the end of the monitor too.
    for (const alias of modes) {
      const ref = Process.monitor(
        spawn(() => undefined),
        { alias },
      );
      yield* receive(["DOWN", ref]);
      send(ref, "after");
      lives[`${alias}, down`] = yield* flush();
    }
    return lives;
  });
  assert.deepEqual(result, {
    explicit_unalias: [["first", "second", "third"], true],
    demonitor: [["first", "second"], false],
    reply_demonitor: [["first"], false],
    "explicit_unalias, down": ["after"],
    "demonitor, down": [],
    "reply_demonitor, down": [],
  });
});

test("a reply through an alias ends its monitor: no DOWN follows", async () => {
  await run(function* () {
    const pid = spawn(idle);
    const ref = Process.monitor(pid, { alias: "reply_demonitor" });
    send(ref, "reply");
    Process.exit(pid, "kill");
    assert.deepEqual(yield* flush(), ["reply"]);
    assert.deepEqual(Process.info(self(), "monitors"), ["monitors", []]);
  });
});

test("an alias of the dead is nobody's", async () => {
  await run(function* () {
    const me = self();
    spawn(() => send(me, Process.alias()));
    const alias = yield* receive<Ref>();
    yield* settle();
    send(alias, "lost");
    assert.equal(Process.unalias(alias), false);
    assert.deepEqual(yield* flush(), []);
  });
});

test("spawnRequest: the reply comes before any EXIT or DOWN, and the request is the monitor", async () => {
  await run(function* () {
    Process.flag("trap_exit", true);
    const ref = Process.spawnRequest(() => exit("bye"), { monitor: true, link: true, replyTag: "child" });
    const [tag, same, ok, pid] = yield* receive<[string, Ref, string, Pid]>();
    assert.deepEqual([tag, same, ok], ["child", ref, "ok"]);
    assert.deepEqual(yield* receive(), ["EXIT", pid, "bye"]);
    assert.deepEqual(yield* receive(), ["DOWN", ref, "process", pid, "bye"]);
    for (const reply of ["no", "error_only"] as const) Process.spawnRequest(() => undefined, { reply });
    yield* settle();
    assert.deepEqual(yield* flush(), []);
    const watched = Process.spawnRequest(() => undefined, { monitor: true, reply: "no" });
    assert.equal(Process.demonitor(watched, ["info"]), true);
    assert.equal(Process.spawnRequestAbandon(ref), false);
  });
});

test("a group leader is inherited, and was the shell to begin with", async () => {
  await run(function* () {
    const me = self();
    assert.equal(Process.groupLeader(), Process.list()[0]);
    Process.groupLeader(me, me);
    spawn(() => spawn(() => send(me, Process.groupLeader())));
    assert.equal(yield* receive(), me);
  });
});

test("hibernate goes on with the first message, which stays", async () => {
  await run(function* () {
    const me = self();
    const pid = spawn(function* () {
      yield* Process.hibernate();
      send(me, ["awake", yield* receive()]);
    });
    yield* settle();
    assert.deepEqual(Process.info(pid, "current_function"), ["current_function", ["erlang", "hibernate", 3]]);
    send(pid, "hello");
    assert.deepEqual(yield* receive(), ["awake", "hello"]);
  });
});

test("the first of two exit signals decides the reason", async () => {
  const { result } = await run(function* () {
    const pid = spawn(idle);
    const ref = Process.monitor(pid);
    Process.exit(pid, "first");
    Process.exit(pid, "second");
    return (yield* receive<unknown[]>(["DOWN", ref]))[4];
  });
  assert.equal(result, "first");
});

test("messages and exit signals of one sender stay in order", async () => {
  await run(function* () {
    const me = self();
    const pid = spawn(function* () {
      Process.flag("trap_exit", true);
      send(me, "ready");
      for (let i = 0; i < 4; i++) send(me, yield* receive());
    });
    yield* receive();
    send(pid, 1);
    Process.exit(pid, "a");
    send(pid, 2);
    Process.exit(pid, "b");
    yield* reasonOf(pid);
    assert.deepEqual(yield* flush(), [1, ["EXIT", me, "a"], 2, ["EXIT", me, "b"]]);
  });
});

test("an exit signal and a timeout at the same time leave a sane process", async () => {
  await run(function* () {
    for (const trap of [true, false]) {
      const me = self();
      const pid = spawn(function* () {
        Process.flag("trap_exit", trap);
        send(me, yield* receive(["EXIT"], { after: 10 }));
      });
      const ref = Process.monitor(pid);
      yield* Process.sleep(10);
      Process.exit(pid, "now");
      const messages = [yield* receive<unknown[]>(), ...(yield* flush())];
      const [, , , , reason] = messages.at(-1) as unknown[];
      if (trap) assert.deepEqual([messages.length, reason], [2, "normal"]);
      else assert.ok(reason === "now" || (reason === "normal" && messages[0] === "timeout"));
      Process.demonitor(ref);
    }
  });
});

test("many monitors leave nothing behind", async () => {
  await run(function* () {
    const pid = spawn(idle);
    const refs = Array.from({ length: 1_000 }, () => Process.monitor(pid));
    for (const ref of refs.slice(0, 500)) Process.demonitor(ref);
    Process.exit(pid, { large: Array.from({ length: 1_000 }, (_, i) => i) });
    for (const ref of refs.slice(500)) assert.equal((yield* receive<unknown[]>(["DOWN", ref]))[3], pid);
    assert.deepEqual(yield* flush(), []);
    assert.deepEqual(Process.info(self(), "monitors"), ["monitors", []]);
  });
});

test("monitors of one process are told in the order in which they were set", async () => {
  await run(function* () {
    const pid = spawn(idle);
    const refs = Array.from({ length: 10 }, () => Process.monitor(pid));
    Process.exit(pid, "kill");
    assert.deepEqual(
      (yield* flush()).map((down) => (down as unknown[])[1]),
      refs,
    );
  });
});

test("a process that was unlinked or not watched any more tells nothing, however close its end", async () => {
  await run(function* () {
    Process.flag("trap_exit", true);
    for (let i = 0; i < 20; i++) {
      const pid = spawnLink(() => exit("bye"));
      const ref = Process.monitor(pid);
      if (i % 2 === 0) yield* Process.sleep(0);
      Process.unlink(pid);
      Process.demonitor(ref, ["flush"]);
      yield* receive(["EXIT", pid], { after: 0 });
    }
    yield* settle();
    assert.deepEqual(yield* flush(), []);
  });
});
