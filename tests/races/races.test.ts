/** Small programs with a race each, and their repaired twins: the race is found, and in the twin there is none. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { explore, replay } from "beamish/testing";
import type { TestBody } from "beamish/testing";
import { System } from "../../src/observer/model.ts";
import { Sequence } from "../../src/observer/sequence.ts";
import { sentence } from "../../src/observer/story.ts";

/** How the shortest failing run ends, how many deviations from the usual order it needs, and how many runs see all there is. */
const RACES: Readonly<Record<string, { reason: RegExp; deviations: number; runs: number; twin: number }>> = {
  call_cycle: { reason: /^deadlock$/, deviations: 2, runs: 20, twin: 30 },
  check_then_register: { reason: /found no cart and could not start/, deviations: 1, runs: 20, twin: 30 },
  counter_in_a_table: { reason: /two customers have number 1/, deviations: 1, runs: 20, twin: 20 },
  initialised_too_late: { reason: /there is no soup on the menu/, deviations: 1, runs: 4, twin: 2 },
  late_reply: { reason: /ordered a soup, got a roast/, deviations: 0, runs: 4, twin: 4 },
  link_after_death: { reason: /noproc/, deviations: 1, runs: 12, twin: 10 },
  lost_job: { reason: /a job is lost/, deviations: 0, runs: 100, twin: 700 },
  lost_update: { reason: /the bill is (320|450) instead of 770/, deviations: 1, runs: 60, twin: 20 },
  name_during_restart: { reason: /jammed|noproc/, deviations: 1, runs: 100, twin: 100 },
  overtaking_message: { reason: /soup, which was not ordered/, deviations: 1, runs: 6, twin: 4 },
  unflushed_monitor: { reason: /the next message is not what/, deviations: 2, runs: 6, twin: 4 },
};

async function load(name: string, which: "buggy" | "repaired"): Promise<TestBody> {
  const module = (await import(`./${name}/${which}.ts`)) as { default: TestBody };
  return module.default;
}

const wordsOf = (schedule: string) => schedule.split(" ").filter((word) => word !== "");

/** All schedules of a body with one deviation. */
async function* singles(body: TestBody): AsyncGenerator<string> {
  const fits = (schedule: string) =>
    replay(body, schedule).then(
      () => true,
      () => false,
    );
  for (let at = 0; await fits(`${at}:1`); at++)
    for (let option = 1; await fits(`${at}:${option}`); option++) yield `${at}:${option}`;
}

test("every race has its promise", () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((each) =>
    each.isDirectory(),
  );
  assert.deepEqual(
    folders.map(({ name }) => name),
    Object.keys(RACES),
  );
});

for (const [name, { reason, deviations, runs, twin }] of Object.entries(RACES)) {
  test(`${name}: the race is found, by the shortest schedule, which can be replayed`, async () => {
    const body = await load(name, "buggy");
    const { shortest, ...found } = await explore(body, { runs });
    assert.ok(found.complete, `more than ${runs} runs`);
    assert.ok(shortest !== undefined && found.failures > 0, "no failure in any run");
    assert.match(String(shortest.reason), reason);
    const words = wordsOf(shortest.schedule);
    assert.ok(words.length <= deviations, `${shortest.schedule} has more than ${deviations} deviations`);
    const again = await replay(body, shortest.schedule);
    assert.equal(JSON.stringify(again.log), JSON.stringify(shortest.log));
  });

  test(`${name}: no schedule with fewer deviations fails`, async () => {
    const body = await load(name, "buggy");
    const { shortest } = await explore(body, { runs });
    const count = wordsOf(shortest!.schedule).length;
    assert.ok(count <= 2, "with more, all that are shorter would be too many to try");
    if (count > 0) assert.equal((await replay(body, "")).failed, false);
    if (count > 1)
      for await (const schedule of singles(body))
        assert.equal((await replay(body, schedule)).failed, false, schedule);
  });

  test(`${name}: random schedules find it too, and what they find has nothing in it that could be left out`, async () => {
    const body = await load(name, "buggy");
    const { shortest } = await explore(body, { strategy: "random", runs: 100 });
    assert.match(String(shortest?.reason), reason);
    const words = wordsOf(shortest!.schedule);
    for (const word of words) {
      const rest = words.filter((other) => other !== word).join(" ");
      const fails = await replay(body, rest).then(
        ({ failed }) => failed,
        () => false, // what is left fits no more
      );
      assert.equal(fails, false, `${rest} fails as ${shortest!.schedule} does`);
    }
  });

  test(`${name}: the observer shows the run that fails`, async () => {
    const { shortest } = await explore(await load(name, "buggy"), { runs });
    const { log } = shortest!;
    const system = System.after(log);
    const sequence = new Sequence();
    sequence.append(log);
    const story = sequence.steps.map((step) => sentence(step, sequence, (pid) => system.nameOf(pid)));
    const started = log.flatMap(({ type, pid }) => (type === "spawn" ? [pid] : []));
    assert.deepEqual(
      started.filter((pid) => system.get(pid) === undefined),
      [],
      "every process is known",
    );
    assert.ok(story.length > 2, story.join("\n"));
    const main = system.get(started[0]!)!;
    if (shortest!.reason === "deadlock") assert.equal(main.lamp, "waiting");
    else
      assert.ok(
        story.some((text) => reason.test(text)),
        story.join("\n"),
      );
  });

  test(`${name}: the repaired twin has no race, in any schedule`, async () => {
    const found = await explore(await load(name, "repaired"), { runs: twin });
    assert.equal(found.shortest?.schedule, undefined, String(found.shortest?.reason));
    assert.ok(found.complete, `more than ${twin} runs`);
  });
}
