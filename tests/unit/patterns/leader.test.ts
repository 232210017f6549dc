/** Of the candidates of a group exactly one leads, whoever ends. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { StartError } from "beamish";
import { ArgumentError, Exit, Process, receive, self, send, type Pid, type Steps } from "beamish";
import { Leader } from "beamish/patterns";
import fc from "fast-check";
import { simulate } from "beamish/testing";
import { inProcess } from "../supervision/run.ts";
import { holds } from "../../support/property.ts";

/** Tells `owner` what becomes of it. */
const teller = (owner: Pid): Leader.Module<string, string> => ({
  init: (name) => ["ok", name],
  elected: (name) => (send(owner, [name, "leads"]), name),
  surrendered: (leader, name) => (send(owner, [name, "follows", leader]), name),
  handleLeaderCall: (request, _from, name) => ["reply", [name, request], name],
  handleLeaderCast: (request, name) => (send(owner, [name, request]), ["noreply", name]),
  handleInfo: (message, name) => (send(owner, [name, "info", message]), ["noreply", name]),
  terminate: (reason, name) => send(owner, [name, "ended", reason]),
});

function* start(name: string): Steps<Pid> {
  return (yield* Leader.startLink(teller(self()), name, { group: "g", name }))!;
}

test(
  "the first leads, the others follow; when it ends, the one that has waited longest takes over",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    const [a, b, c] = [yield* start("a"), yield* start("b"), yield* start("c")];
    for (const expected of [
      ["a", "leads"],
      ["b", "follows", a],
      ["c", "follows", a],
    ])
      assert.deepEqual(yield* receive(), expected);
    assert.equal(Leader.whereis("g"), a);
    assert.deepEqual(yield* Leader.call("g", "who?"), ["a", "who?"]);
    Process.exit(a, "kill");
    assert.deepEqual(yield* receive(["b"]), ["b", "leads"]);
    assert.deepEqual(yield* receive(["c"]), ["c", "follows", b]);
    assert.deepEqual(yield* Leader.call("g", "who?"), ["b", "who?"]);
    Process.exit(b, "kill");
    assert.deepEqual(yield* receive(["c"]), ["c", "leads"]);
    assert.equal(Leader.whereis("g"), c);
    Leader.cast("g", "told");
    assert.deepEqual(yield* receive(["c"]), ["c", "told"]);
    send(c, "hello");
    assert.deepEqual(yield* receive(["c"]), ["c", "info", "hello"]);
  }),
);

test(
  "groups know nothing of each other",
  inProcess(function* () {
    const one = yield* Leader.startLink(teller(self()), "a", { group: ["g", 1] });
    const two = yield* Leader.startLink(teller(self()), "b", { group: ["g", 2] });
    assert.equal(Leader.whereis(["g", 1]), one);
    assert.equal(Leader.whereis(["g", 2]), two);
  }),
);

test(
  "nobody leads a group without candidates, and a candidate may refuse to be one",
  inProcess(function* () {
    Process.flag("trap_exit", true);
    try {
      yield* Leader.call("nobody", 1);
      assert.fail("answered");
    } catch (error) {
      assert.ok(error instanceof Exit);
      assert.equal((error.reason as unknown[])[0], "noproc");
    }
    assert.equal(Leader.cast("nobody", 1), "ok");
    assert.equal(yield* Leader.startLink({ init: () => "ignore" }, 1, { group: "g" }), undefined);
    try {
      yield* Leader.startLink({ init: () => ["stop", "no"] }, 1, { group: "g" });
      assert.fail("started");
    } catch (error) {
      assert.deepEqual((error as StartError).reason, "no");
    }
    assert.equal(Leader.whereis("g"), undefined);
  }),
);

test("whoever is killed, in whatever order, one leads as long as one lives", async () => {
  const property = fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 9 }), fc.nat(), async (kills, seed) => {
    const { reason } = await simulate(
      function* () {
        Process.flag("trap_exit", true);
        let all: Pid[] = [];
        for (let i = 0; i < 5; i++) all.push(yield* start(`c${i}`));
        for (const kill of kills) {
          const victim = all[kill % all.length];
          if (victim === undefined) break;
          Process.exit(victim, "kill");
          all = all.filter((pid) => pid !== victim);
          yield* Process.sleep(1);
          const leader = Leader.whereis("g");
          assert.equal(
            leader === undefined ? undefined : all.includes(leader),
            all.length > 0 ? true : undefined,
          );
        }
      },
      { seed },
    );
    assert.equal(reason, "normal");
  });
  await holds(property, { runs: 50 });
});

test("bad input is refused where it is given", () => {
  assert.throws(() => Leader.startLink({} as never, 1, { group: "g" }), ArgumentError);
  assert.throws(() => Leader.startLink(teller(self()), "a", {} as never), /the option `group`/);
});
