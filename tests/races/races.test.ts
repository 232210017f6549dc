/** Small programs with a race each, and their repaired twins: the race is found, and in the twin there is none. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import { explore, replay } from "beamish/testing";
import type { TestBody } from "beamish/testing";

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
    const words = shortest.schedule.split(" ").filter((word) => word !== "");
    assert.ok(words.length <= deviations, `${shortest.schedule} has more than ${deviations} deviations`);
    const again = await replay(body, shortest.schedule);
    assert.equal(JSON.stringify(again.log), JSON.stringify(shortest.log));
  });

  test(`${name}: random schedules find it too`, async () => {
    const { shortest } = await explore(await load(name, "buggy"), { strategy: "random", runs: 100 });
    assert.match(String(shortest?.reason), reason);
  });

  test(`${name}: the repaired twin has no race, in any schedule`, async () => {
    const found = await explore(await load(name, "repaired"), { runs: twin });
    assert.equal(found.shortest?.schedule, undefined, String(found.shortest?.reason));
    assert.ok(found.complete, `more than ${twin} runs`);
  });
}
