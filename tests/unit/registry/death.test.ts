/** What a registry knows of the dead: nothing. Also random lives and deaths against a naive model. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  _,
  exit,
  GenServer,
  Process,
  Registry,
  receive,
  self,
  send,
  spawn,
  type Pid,
  type Steps,
} from "beamish";
import { simulate } from "beamish/testing";
import fc from "fast-check";
import { inProcess } from "../supervision/run.ts";
import { holds } from "../../support/property.ts";

/** A process that runs what it is sent. */
const worker = (): Pid =>
  spawn(function* () {
    for (;;) {
      const [from, act] = yield* receive<readonly [Pid, () => unknown]>();
      act();
      send(from, "done");
    }
  });

function* runIn(pid: Pid, act: () => unknown): Steps<void> {
  send(pid, [self(), act]);
  yield* receive((message) => message === "done");
}

for (const keys of ["unique", "duplicate"] as const) {
  test(
    `whoever hears of a death finds no ${keys} entry of the dead`,
    inProcess(function* () {
      yield* Registry.startLink({ keys, name: "reg" });
      const holder = worker();
      yield* runIn(holder, () => ["a", ["b", 1], "_"].map((key) => Registry.register("reg", key, 1)));
      Registry.register("reg", "mine", 2);
      assert.equal(Registry.count("reg"), 4);
      const monitor = Process.monitor(holder);
      yield* Process.exit(holder, "kill");
      // The registry has had no turn yet.
      assert.deepEqual(Registry.lookup("reg", "a"), []);
      assert.deepEqual(Registry.keys("reg", holder), []);
      assert.deepEqual(Registry.match("reg", ["b", 1], _), []);
      assert.equal(Registry.count("reg"), 1);
      assert.deepEqual(Registry.select("reg", [[["mine", _, _], [], [true]]]), [true]);
      yield* receive(["DOWN", monitor]);
    }),
  );
}

test(
  "a process in two registries leaves both, and one that is gone is no obstacle",
  inProcess(function* () {
    const first = yield* Registry.startLink({ keys: "unique", name: "first" });
    yield* Registry.startLink({ keys: "unique", name: "second" });
    const holder = worker();
    yield* runIn(holder, () => {
      Registry.register("first", "k");
      Registry.register("second", "k");
      Process.unlink(first);
    });
    const monitor = Process.monitor(first);
    Process.unlink(first);
    yield* Process.exit(first, "kill");
    yield* receive(["DOWN", monitor]);
    yield* Process.exit(holder, "kill");
    assert.equal(Registry.count("second"), 0);
  }),
);

test(
  "metadata may be an object, and options are checked",
  inProcess(function* () {
    yield* Registry.startLink({ keys: "unique", name: "reg", meta: { colour: "red" } });
    assert.equal(Registry.meta("reg", "colour"), "red");
    const start = (more: object) => () => Registry.startLink({ keys: "unique", name: "other", ...more });
    assert.throws(start({ partitions: 0 }), /`partitions`: a whole number from 1, got 0/);
    assert.throws(start({ compressed: "yes" }), /`compressed`: a boolean, got "yes"/);
    yield* Registry.startLink({ keys: "unique", name: "small", compressed: true });
    assert.throws(start({ listeners: "me" }), /`listeners`: a list of names of processes, got "me"/);
  }),
);

const WORKERS = 4;
const command = fc.record({
  do: fc.constantFrom("register", "register", "unregister", "unregisterMatch", "update", "die", "finish"),
  worker: fc.nat(WORKERS - 1),
  key: fc.constantFrom("a", "b", "c"),
  value: fc.nat(3),
});

const REGISTRIES = (["unique", "duplicate"] as const).flatMap((keys) =>
  [1, 3].map((partitions) => ({ keys, partitions })),
);

for (const { keys, partitions } of REGISTRIES) {
  test(`a registry of ${keys} keys in ${partitions} knows what a list of the living knows`, async () => {
    await holds(
      fc.asyncProperty(fc.array(command, { maxLength: 40 }), async (commands) => {
        const { reason } = await simulate(function* () {
          yield* Registry.startLink({ keys, name: "reg", partitions });
          const workers = Array.from({ length: WORKERS }, worker);
          let model: { readonly key: string; readonly pid: Pid; readonly value: number }[] = [];
          for (const { do: act, worker: index, key, value } of commands) {
            const pid = workers[index]!;
            if (act === "die" || act === "finish") {
              if (act === "die") yield* Process.exit(pid, "kill");
              else {
                const ref = Process.monitor(pid);
                send(pid, [self(), () => exit("normal")]);
                yield* receive(["DOWN", ref]);
              }
              model = model.filter((entry) => entry.pid !== pid);
              workers[index] = worker();
            } else if (act === "unregister") {
              yield* runIn(pid, () => Registry.unregister("reg", key));
              model = model.filter((entry) => entry.pid !== pid || entry.key !== key);
            } else if (act === "unregisterMatch") {
              yield* runIn(pid, () => Registry.unregisterMatch("reg", key, value));
              model = model.filter(
                (entry) => entry.pid !== pid || entry.key !== key || entry.value !== value,
              );
            } else if (act === "update") {
              // Of duplicate keys the values cannot be changed.
              if (keys === "duplicate") continue;
              const isOwn = (entry: (typeof model)[number]) => entry.pid === pid && entry.key === key;
              const expected = model.some(isOwn) ? "updated" : "error";
              let actual: unknown;
              yield* runIn(pid, () => {
                const answer = Registry.updateValue("reg", key, (old: number) => old + value);
                actual = answer === "error" ? "error" : "updated";
              });
              assert.equal(actual, expected);
              model = model.map((entry) => (isOwn(entry) ? { ...entry, value: entry.value + value } : entry));
            } else {
              const isTaken = keys === "unique" && model.some((entry) => entry.key === key);
              yield* runIn(pid, () => {
                const register = () => Registry.register("reg", key, value);
                if (isTaken) assert.throws(register, Registry.RegistryError);
                else register();
              });
              if (!isTaken) model.push({ key, pid, value });
            }
            // In one partition entries have an order; between partitions there is none.
            type Entry = readonly [Pid, number];
            const text = ([pid, value]: Entry) => `${pid} ${value}`;
            const order = (all: Entry[]) => (partitions === 1 ? all.map(text) : all.map(text).sort());
            for (const each of ["a", "b", "c"])
              assert.deepEqual(
                order(Registry.lookup("reg", each) as never),
                order(model.filter((entry) => entry.key === each).map(({ pid, value }) => [pid, value])),
              );
            for (const pid of workers)
              assert.deepEqual(
                Registry.keys("reg", pid).sort(),
                model
                  .filter((entry) => entry.pid === pid)
                  .map(({ key }) => key)
                  .sort(),
              );
            assert.equal(Registry.count("reg"), model.length);
            for (const each of keys === "unique" ? ["a", "b", "c"] : [])
              assert.equal(
                GenServer.whereis(["via", Registry, ["reg", each]]),
                model.find((entry) => entry.key === each)?.pid,
              );
          }
        });
        if (reason instanceof Error) throw reason;
        assert.equal(reason, "normal");
      }),
      { runs: 100 },
    );
  });
}
