/** The reduction loses nothing: whatever some schedule can lead to, a schedule that is tried leads to. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Agent, ETS, GenServer, Process, receive, self, send, spawn } from "beamish";
import type { Pid } from "beamish";
import { explore } from "beamish/testing";
import type { ExploreOptions } from "beamish/testing";
import { holds } from "../../support/property.ts";

/** What a process of a random program can do, to or with another one. */
type Actions<Other> = Readonly<Record<string, (other: Other) => Generator<never, unknown, unknown>>>;
/** One process does these things, one after the other. */
type Script = readonly (readonly [action: string, other: number])[];

/** What plain processes can do to each other. */
const PLAIN = {
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

/** What clients can do with servers, which may end and be started again. */
const CLIENTS = {
  *next(server: string) {
    return yield* GenServer.call(server, "next");
  },
  *hurry(server: string) {
    return yield* GenServer.call(server, "slow", 5);
  },
  *add(server: string) {
    return GenServer.cast(server, "add");
  },
  *stop(server: string) {
    return yield* GenServer.stop(server);
  },
  *start(server: string) {
    return yield* GenServer.start(counter, 0, { name: server });
  },
  *get() {
    return yield* Agent.get("agent", (count: number) => count);
  },
  *update() {
    return yield* Agent.update("agent", (count: number) => count + 1);
  },
};

const counter: GenServer.Module<number, number, "next" | "slow"> = {
  init: (count) => ["ok", count],
  *handleCall(request, _from, count) {
    if (request === "slow") yield* Process.sleep(5);
    return ["reply", count, count + 1];
  },
  handleCast: (_message, count) => ["noreply", count + 10],
};

/** Pids and references are numbered in the order in which they are made: nothing to compare. */
function printed(value: unknown): string {
  return Array.isArray(value) ? value.map(printed).join() : typeof value === "object" ? "..." : String(value);
}

/** Runs the scripts and gives all that their processes can see, over all schedules that are tried. */
async function outcomesOf(scripts: readonly Script[], actions: Actions<never>, options: ExploreOptions) {
  const outcomes = new Set<string>();
  const { runs, complete } = await explore(function* () {
    ETS.new("table", ["named_table", "public"]);
    if (actions === (CLIENTS as unknown)) yield* startServers();
    const seen = scripts.map((): string[] => []);
    const pids: Pid[] = scripts.map((script, index) =>
      spawn(function* () {
        yield* receive(["begin"]);
        for (const [action, other] of script) {
          const others: readonly unknown[] = actions === (CLIENTS as unknown) ? ["one", "two"] : pids;
          const result = yield* actions[action]!(others[(index + 1 + other) % others.length] as never);
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

function* startServers() {
  yield* GenServer.start(counter, 0, { name: "one" });
  yield* Agent.start(() => 0, { name: "agent" });
}

const cases = [
  { title: "plain processes", actions: PLAIN, longest: 3, most: 3 },
  { title: "clients and servers", actions: CLIENTS, longest: 2, most: 2 },
] as const;

for (const { title, actions, longest, most } of cases)
  test(`a reduced exploration sees every outcome that a full one sees: ${title}`, async () => {
    const action = fc.tuple(fc.constantFrom(...Object.keys(actions)), fc.nat(1));
    const script = fc.array(action, { minLength: 1, maxLength: longest });
    let [full, reduced, compared] = [0, 0, 0];
    const property = fc.asyncProperty(
      fc.array(script, { minLength: 2, maxLength: most }),
      async (scripts) => {
        const some = await outcomesOf(scripts, actions as unknown as Actions<never>, { runs: 2_000 });
        const all = await outcomesOf(scripts, actions as unknown as Actions<never>, {
          runs: 2_000,
          reduction: false,
        });
        if (!all.complete) return;
        assert.ok(some.complete, `the reduced exploration needs ${some.runs} runs, the full one ${all.runs}`);
        assert.deepEqual(some.outcomes, all.outcomes);
        [full, reduced, compared] = [full + all.runs, reduced + some.runs, compared + 1];
      },
    );
    await holds(property, { runs: 20 });
    console.log(`${compared} programs: ${reduced} runs in place of ${full}`);
    assert.ok(reduced < full / 2);
  });
