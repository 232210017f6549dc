/** The reduction loses nothing: whatever some schedule can lead to, a schedule that is tried leads to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ETS, Process, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";
import { explore } from "beamish/testing";
import type { ExploreOptions } from "beamish/testing";

/** What one process of a random program does in one go; `other` is another process. */
type Action = readonly [name: keyof typeof ACTIONS, other: number];

const ACTIONS = {
  *send(other: Pid) {
    return send(other, "letter");
  },
  *call(other: Pid) {
    return send(other, "bell");
  },
  *take() {
    return yield* receive(undefined, { after: 5 });
  },
  *glance() {
    return yield* receive(undefined, { after: 0 });
  },
  *select() {
    return yield* receive((message) => message === "bell", { after: 5 });
  },
  *look(other: Pid) {
    return [Process.alive(other), Process.info(other, "message_queue_len")];
  },
  *watch(other: Pid) {
    Process.monitor(other);
  },
  *tie(other: Pid) {
    if (Process.alive(other)) Process.link(other);
  },
  *trap() {
    return Process.flag("trap_exit", true);
  },
  *stop(other: Pid) {
    yield* Process.exit(other, "stop");
  },
  *claim() {
    if (Process.whereis("one") === undefined) return Process.register(self(), "one");
    return false;
  },
  *insert() {
    return ETS.insertNew("table", ["key", 1]);
  },
  *lookup() {
    return ETS.lookup("table", "key").length;
  },
  *rest() {
    yield* Process.sleep(0);
  },
  *remind(other: Pid) {
    Process.sendAfter(other, "reminder", 5);
  },
};

function printed(value: unknown): string {
  return Array.isArray(value) ? value.map(printed).join() : typeof value === "object" ? "..." : String(value);
}

/** All that the processes of a program can see, over all schedules that are tried. */
async function outcomesOf(program: readonly (readonly Action[])[], options: ExploreOptions) {
  const outcomes = new Set<string>();
  const { runs, complete } = await explore(function* () {
    ETS.new("table", ["named_table", "public"]);
    const seen = program.map((): string[] => []);
    const pids: Pid[] = program.map((actions, index) =>
      spawn(function* () {
        yield* receive(["begin"]);
        for (const [name, other] of actions) {
          const result: unknown = yield* ACTIONS[name](pids[(index + 1 + other) % pids.length]!);
          seen[index]!.push(printed(result));
        }
      }),
    );
    for (const pid of pids) send(pid, ["begin"]);
    yield* Process.sleep(100);
    outcomes.add(seen.map((each) => each.join(" ")).join(" | "));
  }, options);
  return { outcomes: [...outcomes].sort(), runs, complete };
}

const action = fc.tuple(fc.constantFrom(...(Object.keys(ACTIONS) as (keyof typeof ACTIONS)[])), fc.nat(1));
const programs = fc.array(fc.array(action, { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 3 });

test("a reduced exploration sees every outcome that a full one sees", async () => {
  let [full, reduced, compared] = [0, 0, 0];
  const property = fc.asyncProperty(programs, async (program) => {
    const some = await outcomesOf(program, { runs: 3_000 });
    const all = await outcomesOf(program, { runs: 3_000, reduction: false });
    if (!all.complete) return;
    assert.ok(some.complete, `the reduced exploration needs ${some.runs} runs, the full one ${all.runs}`);
    assert.deepEqual(some.outcomes, all.outcomes);
    [full, reduced, compared] = [full + all.runs, reduced + some.runs, compared + 1];
  });
  const seed = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
  console.log(`seed ${seed}`);
  await fc.assert(property, { seed, numRuns: Number(process.env["RUNS"] ?? 25) });
  console.log(`${compared} programs: ${reduced} runs in place of ${full}`);
  assert.ok(reduced < full / 2);
});
