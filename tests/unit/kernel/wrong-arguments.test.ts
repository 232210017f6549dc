/** Every function of the kernel's modules, called wrongly: each says what was expected and what came. */
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ArgumentError,
  PersistentTerm,
  Process,
  System,
  Timer,
  fromPromise,
  makeRef,
  receive,
  self,
  send,
  spawn,
} from "beamish";
import { Node } from "beamish/testing";
import { run } from "./run.ts";

const body = () => undefined;
const promise = Promise.resolve();
/** What is called, and what the message must contain: what was expected, what came, what to do. */
const WRONG: Readonly<Record<string, readonly [call: () => unknown, ...parts: RegExp[]]>> = {
  "spawn: no function": [() => spawn(5 as never), /spawn: expected a function/, /got 5/],
  "spawn: a promise": [() => spawn(promise as never), /spawn: expected a function/, /fromPromise/],
  "spawn: options": [() => spawn(body, true as never), /spawn: expected options: an object, got true/],
  "spawn: an unknown option": [() => spawn(body, { name: "x" } as never), /link, monitor, priority, label/],
  "spawn: link": [() => spawn(body, { link: "yes" } as never), /link: true or false, got "yes"/],
  "spawn: label": [() => spawn(body, { label: 5 } as never), /label: a string, got 5/],
  "spawn: priority": [() => spawn(body, { priority: "top" } as never), /a priority/, /got "top"/],
  "spawnRequest: reply": [
    () => Process.spawnRequest(body, { reply: "maybe" as never }),
    /reply: one of yes/,
    /"maybe"/,
  ],
  "spawnRequest: a body": [
    () => Process.spawnRequest(1 as never),
    /Process\.spawnRequest: expected a function/,
  ],
  "spawnRequestAbandon: a reference": [() => Process.spawnRequestAbandon(1 as never), /a reference, got 1/],
  "monitor: alias": [
    () => Process.monitor(self(), { alias: "never" as never }),
    /explicit_unalias/,
    /"never"/,
  ],
  "monitor: nobody": [() => Process.monitor(5 as never), /Process\.monitor: expected a pid/, /got 5/],
  "monitor: a promise": [() => Process.monitor(promise as never), /fromPromise/],
  "demonitor: options": [
    () => Process.demonitor(makeRef(), ["flash"] as never),
    /options: "flush" and "info"/,
    /\["flash"\]/,
  ],
  "alias: options": [() => Process.alias(["once"] as never), /a list of "reply"/, /\["once"\]/],
  "link: a name": [() => Process.link("x" as never), /Process\.link: expected a pid, got "x"/],
  "exit: an operation": [() => Process.exit(Process.sleep(1) as never, "x"), /Process\.sleep\(\)/, /yield\*/],
  "whereis: no name": [() => Process.whereis(5 as never), /a name: a string, got 5/],
  "register: an empty name": [() => Process.register(self(), ""), /a free name, got ""/, /not empty/],
  "register: undefined": [() => Process.register(self(), "undefined"), /reserved/],
  "setLabel: no text": [() => Process.setLabel(5 as never), /a string, got 5/],
  "groupLeader: one pid": [() => Process.groupLeader(...([self()] as never as [])), /a pid and its leader/],
  "sendAfter: infinity": [
    () => Process.sendAfter(self(), 1, "infinity" as never),
    /milliseconds/,
    /"infinity"/,
  ],
  "sendAfter: nobody": [() => Process.sendAfter(5 as never, 1, 1), /Process\.sendAfter: expected a pid/],
  "startTimer: backwards": [() => Process.startTimer(-1, self(), 1), /0 or more, got -1/],
  "Timer.sendInterval: no time": [() => Timer.sendInterval(0, 1), /more than 0, got 0/],
  "Timer.sendInterval: nobody": [() => Timer.sendInterval(1, 5 as never, 1), /a pid, got 5/],
  "Timer.applyAfter: no body": [
    () => Timer.applyAfter(1, 1 as never),
    /Timer\.applyAfter: expected a function/,
  ],
  "Timer.applyAfter: no time": [() => Timer.applyAfter(NaN, body), /milliseconds/, /NaN/],
  "Timer.applyInterval: no time": [() => Timer.applyInterval(-1, body), /more than 0, got -1/],
  "Timer.exitAfter: a name": [() => Timer.exitAfter(1, "x" as never, "y"), /a pid, got "x"/],
  "Timer.cancel: no reference": [() => Timer.cancel(5 as never), /the reference of a timer, got 5/],
  "Timer.cancel: no timer": [() => Timer.cancel(makeRef()), /the reference of a timer, got #Ref/],
  "System: a unit": [() => System.monotonicTime("week" as never), /one of second, millisecond/, /"week"/],
  "System.convertTimeUnit: a fraction": [() => System.convertTimeUnit(1.5, 1, 2), /a whole number, got 1\.5/],
  "System.uniqueInteger: modifiers": [() => System.uniqueInteger(["odd"] as never), /\["odd"\]/],
  "PersistentTerm.get: a missing key": [
    () => PersistentTerm.get("missing"),
    /a key that was put/,
    /"missing"/,
  ],
  "fromPromise: no promise": [() => fromPromise(5 as never), /fromPromise: expected a promise, got 5/],
  "receive: a promise": [() => receive(promise as never), /a predicate or a tuple/],
};

for (const [name, [call, ...parts]] of Object.entries(WRONG))
  test(name, async () => {
    await run(function* () {
      try {
        call();
      } catch (error) {
        assert.ok(error instanceof ArgumentError, String(error));
        for (const part of parts) assert.match(error.message, part);
        yield* receive({ after: 0 });
        return;
      }
      assert.fail("it was accepted");
    });
  });

test("a pid of another node is reached by send alone", async () => {
  const elsewhere = new Node({ output: () => undefined });
  const foreign = elsewhere.enter(() => spawn(body));
  const refused = [
    Process.link,
    Process.unlink,
    Process.monitor,
    Process.alive,
    Process.info,
    (pid: typeof foreign) => Process.exit(pid, "kill"),
    (pid: typeof foreign) => Process.register(pid, "x"),
    (pid: typeof foreign) => Process.sendAfter(pid, 1, 1),
  ];
  await run(function* () {
    for (const act of refused)
      assert.throws(
        () => act(foreign),
        (error) => error instanceof ArgumentError && /another node\. Only send/.test(error.message),
      );
    assert.equal(send(foreign, "hello"), "hello");
    yield* receive({ after: 0 });
  });
});
