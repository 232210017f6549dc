/** What `explore` promises: which schedules it sees, what counts as a failure, and when it stops. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Process, fromPromise, receive, self, send, spawn, spawnLink } from "beamish";
import { explore } from "beamish/testing";
import type { ExploreOptions, Progress } from "beamish/testing";

/** Fails in one of the two orders. */
function* race() {
  const me = self();
  for (const name of ["ada", "joe"]) spawn(() => send(me, name));
  const first = yield* receive();
  if (first !== "ada") throw new Error(`${first} came first`);
}

const independent = (count: number) =>
  function* () {
    for (let n = 0; n < count; n++) spawn(() => spawn(() => n));
    yield* Process.sleep(1);
  };

test("processes that have nothing to do with each other need one run", async () => {
  for (const count of [2, 4, 8]) {
    const { runs, complete, failures } = await explore(independent(count));
    assert.deepEqual({ runs, complete, failures }, { runs: 1, complete: true, failures: 0 });
  }
});

test("without the reduction they need every order", async () => {
  const all = await explore(independent(3), { reduction: false });
  // Three parents, each before its child: 6! orders of six steps, in an eighth of which that holds.
  assert.deepEqual([all.runs, all.complete], [720 / 8, true]);
});

test("messages of n processes to one arrive in n! orders", async () => {
  const orders = new Set<string>();
  const { runs, complete } = await explore(function* () {
    const me = self();
    for (const name of ["a", "b", "c", "d"]) spawn(() => send(me, name));
    let order = "";
    for (let n = 0; n < 4; n++) order += yield* receive<string>();
    orders.add(order);
  });
  assert.deepEqual([orders.size, runs, complete], [24, 24, true]);
});

test("messages of one process to another keep their order", async () => {
  const { failures, complete } = await explore(function* () {
    const me = self();
    spawn(() => [1, 2, 3].forEach((n) => send(me, n)));
    spawn(() => "somebody else");
    for (let n = 1; n <= 3; n++) if ((yield* receive()) !== n) throw new Error("out of order");
  });
  assert.deepEqual([failures, complete], [0, true]);
});

test("timers that are due at the same time fire in every order, others in theirs", async () => {
  const orders = new Set<string>();
  const { complete } = await explore(function* () {
    for (const [message, ms] of [
      ["a", 5],
      ["b", 5],
      ["c", 6],
    ] as const)
      Process.sendAfter(self(), message, ms);
    orders.add(`${yield* receive()}${yield* receive()}${yield* receive()}`);
  });
  assert.deepEqual([[...orders].sort(), complete], [["abc", "bac"], true]);
});

/** Has a name for a moment between two messages. Only who looks in that moment sees it. */
function* blink() {
  const blinker = spawn(function* () {
    yield* receive();
    Process.register(self(), "lamp");
    yield* receive();
    Process.unregister("lamp");
  });
  send(blinker, "on");
  send(blinker, "off");
  const [, ref] = spawn(
    () => {
      if (Process.whereis("lamp") !== undefined) throw new Error("it is on");
    },
    { monitor: true },
  );
  const down = yield* receive(["DOWN", ref]);
  if (down[4] !== "normal") throw down[4];
}

test("a process that could go on is interrupted as often as is allowed", async () => {
  const never = await explore(blink, { preemptions: 0 });
  assert.deepEqual([never.failures, never.complete], [0, true]);
  for (const preemptions of [1, "infinity"] as const) {
    const { shortest, complete } = await explore(blink, { preemptions });
    assert.deepEqual([String(shortest?.reason), complete], ["Error: it is on", true]);
  }
  const random = await explore(blink, { strategy: "random", preemptions: 0, runs: 100 });
  assert.deepEqual([random.runs, random.failures, random.complete], [100, 0, false]);
});

test("the same exploration gives the same result", async () => {
  for (const options of [{}, { strategy: "random", seed: 3, runs: 50 }] as ExploreOptions[]) {
    const [once, again] = [await explore(blink, options), await explore(blink, options)];
    assert.equal(JSON.stringify(again), JSON.stringify(once));
  }
  const counts = [1, 2, 3, 4, 5].map(
    async (seed) => (await explore(race, { strategy: "random", seed, runs: 20 })).failures,
  );
  assert.ok(new Set(await Promise.all(counts)).size > 1, "every seed gives the same runs");
});

test("the schedule that is reported has nothing in it that the failure does not need", async () => {
  const crowded = function* () {
    const noise = [1, 2, 3, 4].map(() => spawn(() => receive()));
    for (const pid of noise) spawn(() => send(pid, "noise"));
    yield* race();
  };
  const { shortest } = await explore(crowded, { strategy: "random", runs: 30 });
  assert.match(shortest!.schedule, /^\d+:\d+$/);
});

test("a deadlock is a failure", async () => {
  const { shortest, failures, runs } = await explore(function* () {
    const [one, other] = [self(), spawn(() => receive(["ask"]))];
    spawn(() => send(other, ["tell"]));
    yield* receive([one]);
  });
  assert.deepEqual([shortest?.reason, failures], ["deadlock", runs]);
});

test("what else ends the body is a failure, too: a link, a signal", async () => {
  const { shortest } = await explore(function* () {
    spawnLink(() => {
      throw new Error("linked");
    });
    yield* Process.sleep(0);
  });
  assert.equal(String(shortest?.reason), "Error: linked");
  // The body is done in the usual order, and must be waited for to be hit.
  const late = await explore(function* () {
    const me = self();
    spawn(() => void Process.exit(me, "stop"));
    spawn(() => send(me, "go"));
    yield* receive();
  });
  assert.deepEqual([late.shortest?.reason, late.complete], ["stop", true]);
});

test("errors of other processes are failures if that is asked for", async () => {
  const body = () => {
    spawn(() => {
      throw new Error("elsewhere");
    });
    spawn(() => {
      Process.exit(self(), "on purpose");
    });
  };
  assert.equal((await explore(body)).failures, 0);
  const { shortest, failures } = await explore(body, { crashes: "failures" });
  assert.deepEqual([String(shortest?.reason), failures], ["Error: elsewhere", 1]);
  assert.ok(shortest!.output.some((text) => text.includes("elsewhere")));
});

test("an invariant is looked at between any two steps", async () => {
  let inside = 0;
  const body = function* () {
    inside = 0;
    for (const pid of [1, 2].map(() => spawn(visit))) send(pid, "leave");
    yield* Process.sleep(1);
  };
  const visit = function* () {
    inside++;
    yield* receive();
    inside--;
  };
  const invariant = () => {
    if (inside > 1) throw new Error(`${inside} at once`);
  };
  const { shortest } = await explore(body, { invariant, runs: 100 });
  assert.equal(String(shortest?.reason), "Error: 2 at once");
  assert.equal((await explore(body, { invariant: () => undefined, runs: 100 })).failures, 0);
});

test("a program without an end is given up with an explanation", async () => {
  const { shortest, runs, complete } = await explore(
    function* () {
      for (send(self(), 0); ;) send(self(), yield* receive());
    },
    { steps: 500 },
  );
  assert.match(String(shortest?.reason), /the run is not over after 500 steps\. Let the body end/);
  assert.deepEqual([runs, complete, shortest?.steps], [1, false, 500]);
});

test("servers and timers that go on for ever do not keep a run from ending", async () => {
  const { complete, failures } = await explore(function* () {
    const me = self();
    spawn(function* () {
      for (;;) {
        yield* Process.sleep(1);
        send(me, "tick");
      }
    });
    yield* receive();
  });
  assert.deepEqual([complete, failures], [true, 0]);
});

test("it stops after so many runs, and says that there is more", async () => {
  const { runs, complete } = await explore(blink, { runs: 3, reduction: false });
  assert.deepEqual([runs, complete], [3, false]);
});

test("it tells how far it is, and stops when it is asked to", async () => {
  const seen: Progress[] = [];
  const abort = new AbortController();
  const onProgress = (progress: Progress) => {
    seen.push(progress);
    if (progress.runs === 5) abort.abort(new Error("enough"));
  };
  const endless = explore(race, { strategy: "random", runs: Infinity, signal: abort.signal, onProgress });
  await assert.rejects(endless, /enough/);
  assert.deepEqual(
    seen.map(({ runs }) => runs),
    [1, 2, 3, 4, 5],
  );
});

test("the host has its turn while it goes on", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error("the host had its turn")));
  const endless = explore(race, { strategy: "random", runs: Infinity, signal: abort.signal });
  await assert.rejects(endless, /the host had its turn/);
});

test("a promise of the host has no place in a schedule", async () => {
  const { shortest } = await explore(() => fromPromise(Promise.resolve(1)));
  assert.match(String(shortest?.reason), /ArgumentError: explore: fromPromise waits for the host/);
});

test("bad arguments are refused", async () => {
  const wrong: [options: object, message: RegExp][] = [
    [{ strategy: "lucky" }, /strategy: "systematic" or "random", got "lucky"/],
    [{ runs: 0 }, /runs: a number, 1 or more, got 0/],
    [{ runs: "many" }, /runs: a number, 1 or more, got "many"/],
    [{ steps: NaN }, /steps: a number, 1 or more, got NaN/],
    [{ preemptions: -1 }, /preemptions: a number, 0 or more, or "infinity", got -1/],
    [{ seed: 1.5 }, /seed: a whole number, got 1.5/],
    [{ reduction: "no" }, /reduction: a boolean, got "no"/],
    [{ invariant: true }, /invariant: a function, got true/],
    [{ crashes: true }, /crashes: "allowed" or "failures", got true/],
    [{ isolation: "glass" }, /isolation: "freeze", "clone" or "none", got "glass"/],
    [{ onProgress: 1 }, /onProgress: a function, got 1/],
    [{ signal: "stop" }, /signal: an AbortSignal, got "stop"/],
  ];
  for (const [options, message] of wrong)
    await assert.rejects(explore(race, options as ExploreOptions), (error: Error) => {
      assert.equal(error.name, "ArgumentError");
      assert.match(error.message, message);
      return true;
    });
  await assert.rejects(explore(1 as never), /explore: expected a function or a generator function, got 1/);
  await assert.rejects(
    explore(async () => 1),
    /An async function cannot be killed, so it cannot be a process/,
  );
  const { shortest } = await explore(() => Promise.resolve());
  assert.match(String(shortest?.reason), /explore: expected a function or a generator function, got/);
  await assert.rejects(explore(race, null as never), /explore: expected options, got null/);
});
