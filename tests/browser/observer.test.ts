/** The observer in a real browser: a run watched, gone through by keyboard, acted on, and looked at from other moments. */
import assert from "node:assert/strict";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { quiet } from "../support/patience.ts";
import { chapter, late, lit, pagesOf, press, settled, write } from "../support/sample.ts";

const { withPage } = pagesOf();

const SHOP = `import { GenServer, Process, Supervisor } from "beamish";
const child = (name: string) => ({
  id: name,
  start: () => GenServer.startLink({
    init: () => ["ok", 0],
    handleCall: (request: unknown, from: unknown, sold: number) => ["reply", request, sold + 1],
    handleInfo(message: unknown, sold: number) { console.log(name, "got", message); return ["noreply", sold]; },
  }, undefined, { name }),
});
await Supervisor.startLink([child("till"), child("kettle")], { strategy: "one_for_one", name: "shop" });
console.log(await GenServer.call("till", "tea"));
`;

const watchOf = (page: Page): Locator => page.locator("beamish-watch").first();
const rowOf = (watch: Locator, name: string): Locator =>
  watch.locator(`[role="treeitem"]:has(> b:text-is("${name}"))`);
const openTab = (watch: Locator, name: string): Promise<void> =>
  watch.getByRole("tab", { name, exact: true }).click();

async function run(watch: Locator, program?: string, live = false): Promise<Locator> {
  const sample = watch.locator("beamish-sample");
  if (live) await sample.evaluate((element: HTMLElement) => (element.dataset["live"] = ""));
  if (program !== undefined) await write(sample, program);
  await press(sample, "run");
  await settled(sample, live ? "waiting" : "finished");
  await watch
    .locator('.obs-timeline [data-part="clock"]')
    .filter({ hasText: /event [1-9]/ })
    .waitFor(late);
  return sample;
}

async function violations(page: Page): Promise<string[]> {
  await quiet(page);
  const { violations: found } = await new AxeBuilder({ page })
    .include("beamish-watch .watch")
    .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .analyze();
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}

withPage("nothing of the observer is loaded before the first run", async ({ page }) => {
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(request.url()));
  const watch = watchOf(page);
  await watch.locator('[data-do="run"]').hover();
  await page.waitForLoadState();
  assert.deepEqual(
    loaded.filter((url) => url.includes("/panel.")),
    [],
  );
  await run(watch);
  assert.equal(loaded.filter((url) => /\/panel\..*\.js/.test(url)).length, 1);
});

withPage("a run is gone through by keyboard alone: tree, steps, moments, views", async ({ page }) => {
  const watch = watchOf(page);
  const sample = await run(watch);
  const tree = watch.getByRole("tree");
  await tree.focus();
  await page.keyboard.press("Home");
  await rowOf(watch, "you").and(page.locator('[aria-selected="true"]')).waitFor(late);
  await page.keyboard.press("ArrowLeft");
  await rowOf(watch, "you").and(page.locator('[aria-expanded="false"]')).waitFor(late);
  assert.equal(await watch.getByRole("treeitem").count(), 1);
  await page.keyboard.press("ArrowRight");
  await watch.getByRole("treeitem").nth(1).waitFor(late);
  await page.keyboard.press("ArrowDown");
  await watch.locator('[role="treeitem"]:nth-child(2)[aria-selected="true"]').waitFor(late);
  const selected = watch.locator('[role="treeitem"][aria-selected="true"]');
  assert.equal(await tree.getAttribute("aria-activedescendant"), await selected.getAttribute("id"));
  assert.ok((await watch.locator(".obs-name").innerText()).length > 0, "the inspector shows it");

  const detail = watch.locator(".obs-detail");
  const scrub = watch.getByLabel("Moment of the run");
  assert.notEqual(
    await detail.getAttribute("aria-live"),
    "polite",
    "nobody is talked to while a run goes on",
  );
  await watch.locator(".obs-sequence").focus();
  assert.equal(await detail.getAttribute("aria-live"), "polite", "steps that are gone to are read out");
  await page.keyboard.press("Home");
  await detail.filter({ hasText: "You start" }).waitFor(late);
  const first = await detail.innerText();
  await page.keyboard.press("ArrowDown");
  await detail.filter({ hasNotText: first }).waitFor(late);
  assert.ok((await lit(sample)) > 0, "the line that did it is lit");
  await watch
    .locator(".seq .now")
    .first()
    .waitFor({ state: "attached", ...late });
  assert.ok((await watch.locator(".seq .ghost").count()) > 0, "what is to come is faint");

  await scrub.focus();
  await page.keyboard.press("Home");
  await detail.filter({ hasText: "Nothing has happened yet." }).waitFor(late);
  assert.match((await scrub.evaluate((range) => range.ariaValueText)) ?? "", /event 0 of \d+/);
  await page.keyboard.press("End");

  await watch.getByRole("tab", { name: "Messages" }).focus();
  for (const name of ["Moment", "Load"]) {
    await page.keyboard.press("ArrowRight");
    await watch.getByRole("tabpanel", { name }).waitFor(late);
  }
});

withPage(
  "a step at the far side of the diagram is brought into sight, and read there",
  async ({ page }) => {
    const watch = watchOf(page);
    await run(
      watch,
      'import { receive, send, spawn } from "beamish";\nfor (let i = 0; i < 12; i++) spawn(() => receive());\nconst far = spawn(() => receive(), { label: "far" });\nsend(far, "hello");\n',
    );
    await openTab(watch, "Messages");
    const diagram = watch.locator(".obs-sequence");
    const label = () =>
      diagram.evaluate((element) => {
        const text = element.querySelector(".here text")!;
        const [box, room] = [text.getBoundingClientRect(), element.getBoundingClientRect()];
        const isSeen = box.left >= room.left && box.right <= room.right;
        return `${text.textContent} is ${isSeen ? "seen" : "out of sight"}`;
      });
    const detail = watch.locator(".obs-detail");
    await diagram.focus();
    await page.keyboard.press("End");
    await watch.locator('[data-do="live"][aria-pressed="false"]').waitFor(late);
    await detail.filter({ hasText: "far ends: normal." }).waitFor(late);
    assert.equal(await label(), "normal is seen");
    await page.keyboard.press("ArrowUp");
    await detail.filter({ hasText: 'You send "hello" to far.' }).waitFor(late);
    assert.equal(await label(), '"hello" is seen', "an arrow wider than the pane has its label in the pane");
  },
  { width: 390 },
);

for (const dark of [false, true])
  withPage(
    `every view is accessible, ${dark ? "dark" : "light"}`,
    async ({ page }) => {
      const watch = watchOf(page);
      await run(watch);
      await watch.getByRole("treeitem").nth(1).click();
      for (const name of ["Messages", "Moment", "Load", "Beside OTP", "Schedules", "In words"]) {
        const tab = watch.getByRole("tab", { name, exact: true });
        if ((await tab.count()) === 0) continue;
        await tab.click();
        assert.deepEqual(await violations(page), [], name);
      }
    },
    { dark },
  );

withPage(
  "on a phone every pane has the whole width",
  async ({ page }) => {
    const watch = watchOf(page);
    await run(watch);
    for (const name of ["Processes", "Messages", "Inspector", "Moment"]) {
      await openTab(watch, name);
      await watch.getByRole("tabpanel", { name }).waitFor(late);
      assert.equal(await watch.locator(".obs-pane:visible").count(), 1, name);
    }
    assert.deepEqual(await violations(page), []);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    assert.ok(!wide, "nothing sticks out of the page");
  },
  { width: 390 },
);

withPage("a killed child is restarted, and the supervisor counts it", async ({ page }) => {
  const watch = watchOf(page);
  await run(watch, SHOP, true);
  await rowOf(watch, "till").click();
  const before = await watch.locator(".obs-name > span").innerText();
  await watch.getByRole("button", { name: "Kill till" }).click();
  const again = rowOf(watch, "till").filter({ hasText: "×1" });
  await again.waitFor(late);
  await rowOf(watch, "shop").filter({ hasText: "1/3" }).waitFor(late);
  await again.click();
  await watch.locator(".obs-name > span").filter({ hasNotText: before }).waitFor(late);
  await watch.getByRole("treeitem", { name: /^till <.+>: waiting, restarted once$/ }).waitFor(late);
  await rowOf(watch, "shop").click();
  await watch.getByLabel("1 of 3 restarts in 5 s").waitFor(late);
});

withPage(
  "a server is suspended, sent a message, resumed; an exit has the reader's reason",
  async ({ page }) => {
    const watch = watchOf(page);
    const sample = await run(watch, SHOP, true);
    await rowOf(watch, "kettle").click();
    await watch.getByRole("button", { name: "Suspend" }).click();
    await watch.getByText("Exit with a reason, send a message").click();
    await watch.getByRole("textbox", { name: "message" }).fill('["boil", 2]');
    await watch.getByRole("textbox", { name: "message" }).press("Enter");
    await rowOf(watch, "kettle").filter({ hasText: "1 in mailbox" }).waitFor(late);
    await watch.getByRole("button", { name: "Resume" }).click();
    await sample.locator(".out").getByText('kettle got ["boil", 2]').waitFor(late);
    await watch.getByRole("textbox", { name: "reason" }).fill("tired");
    await watch.getByRole("button", { name: "Exit", exact: true }).click();
    await rowOf(watch, "kettle").filter({ hasText: "×1" }).waitFor(late);
    await openTab(watch, "In words");
    await watch.locator(".obs-words").getByText("kettle crashes: tired.").waitFor(late);
  },
);

withPage("time can be held, and led to the next timer", async ({ page }) => {
  const watch = watchOf(page);
  await run(watch);
  await watch.getByRole("button", { name: "Pause" }).click();
  const sample = watch.locator("beamish-sample");
  await write(
    sample,
    'import { Process } from "beamish";\nfor (const hour of [1, 2]) { await Process.sleep(3_600_000); console.log("hour", hour); }\n',
  );
  await press(sample, "run");
  await settled(sample, "waiting");
  await watch.getByRole("button", { name: "Next timer" }).click();
  await sample.locator(".out").getByText("hour 1").waitFor(late);
  await settled(sample, "waiting");
  await watch.getByRole("button", { name: "Next timer" }).click();
  await settled(sample, "finished");
});

withPage("mailboxes, tables and output are shown as they were", async ({ page }) => {
  const watch = watchOf(page);
  await run(
    watch,
    'import { ETS, self, send } from "beamish";\nconst menu = ETS.new("menu", ["named_table"]);\nETS.insert(menu, ["tea", 2]);\nconsole.log("open");\nETS.insert(menu, ["tea", 3]);\nsend(self(), "later");\n',
  );
  await openTab(watch, "Moment");
  const pane = watch.getByRole("tabpanel", { name: "Moment" });
  await pane.getByText('["tea", 3]').waitFor(late);
  await pane.getByText("you: 1 waiting").waitFor(late);
  const scrub = watch.getByLabel("Moment of the run");
  const clock = watch.locator('[data-part="clock"]');
  for (let moment = Number(await scrub.inputValue()) - 1; ; moment--) {
    assert.ok(moment > 0, "the earlier row is found");
    await scrub.press("ArrowLeft");
    await clock.filter({ hasText: `event ${moment} of` }).waitFor(late);
    if ((await pane.innerText()).includes('["tea", 2]')) break;
  }
  assert.ok(!(await pane.innerText()).includes("you: 1 waiting"));
});

withPage(
  "other schedules are tried, the shortest that fails is replayed, and its link says so",
  async ({ page }) => {
    const watch = watchOf(page);
    const sample = await run(
      watch,
      'import { receive, self, send, spawn } from "beamish";\nconst me = self();\nfor (const name of ["ada", "joe"]) spawn(() => send(me, name));\nconst first = await receive();\nconsole.log(first);\nif (first === "joe") throw new Error("joe came first");\n',
    );
    await openTab(watch, "Schedules");
    await watch.getByRole("button", { name: "Try other schedules" }).click();
    const replay = watch.getByRole("button", { name: "Replay schedule 0:1" });
    await replay.focus();
    await watch.getByRole("button", { name: /^Try (more schedules|them again)$/ }).waitFor(late);
    assert.ok(
      await replay.evaluate((button) => button === document.activeElement),
      "the search goes on under it",
    );
    await watch.getByText("one fails that departs from the usual order once").waitFor(late);
    const failing = watch.locator("[data-part=found] section").first();
    assert.match(await failing.innerText(), /^schedule 0:1: Error: joe came first/);
    await failing.getByRole("button", { name: "Replay schedule 0:1" }).click();
    await sample.locator(".out").getByText("joe", { exact: true }).waitFor(late);
    await settled(sample, "failed");
    assert.equal(await watch.locator('[data-part="order-of-run"]').innerText(), "schedule 0:1");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await failing.getByRole("button", { name: "Copy link to schedule 0:1" }).click();
    await failing.getByText("Link copied").waitFor(late);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /#share=.+=.+&schedule=.+=0:1$/, "the code is the reader's own, so it comes along");
    await watch.getByText(/^2 schedules tried.*There are no others/).waitFor(late);
    await watch.getByRole("button", { name: "Try them again" }).click();
    await watch.getByText(/^2 schedules tried/).waitFor(late);
  },
);

withPage("what cannot differ is not tried, and the reader is told so", async ({ page }) => {
  const watch = watchOf(page);
  await run(
    watch,
    'import { receive, send, spawn } from "beamish";\nfor (let i = 0; i < 5; i++) {\n  const listener = spawn(() => receive());\n  spawn(() => send(listener, i));\n}\n',
  );
  await openTab(watch, "Schedules");
  await watch.getByRole("button", { name: "Try other schedules" }).click();
  await watch
    .getByText(/^1 schedule tried, \d\d left out that could not differ: none fails. There are no others/)
    .waitFor(late);
});

withPage("what the run printed stands beside what real OTP printed, line by line", async ({ page }) => {
  const watch = watchOf(page);
  await run(watch);
  await openTab(watch, "Beside OTP");
  const pane = watch.getByRole("tabpanel", { name: "Beside OTP" });
  await pane.getByText("same on OTP, line by line").waitFor(late);
  assert.equal(await pane.getByText("differs").count(), 0);
  const [first = ""] = (await pane.locator("tbody tr").allInnerTexts()).map((row) => row.split("\t")[2]);
  await run(
    watch,
    `import { self, send } from "beamish";\nsend(self(), 1);\nconsole.log("mine");\nconsole.log(${JSON.stringify(first)});\n`,
  );
  await pane.getByText("The code is yours now; the original was recorded.").waitFor(late);
  await pane.getByRole("row").nth(2).filter({ hasText: first }).waitFor(late);
  const rows = await pane.getByRole("row").allInnerTexts();
  assert.match(rows[1]!, /differs\s+mine/, "a line that only this run has");
  assert.deepEqual(
    rows[2]!.split("\t").slice(1),
    [first, first],
    "the lines after it stand side by side again",
  );
});

for (const path of [chapter, "play/"])
  withPage(
    `on ${path} the desk takes the whole window until Escape gives it back`,
    async ({ page }) => {
      const watch = watchOf(page);
      await run(watch);
      const enlarge = watch.getByRole("button", { name: "Enlarge" });
      await enlarge.click();
      const box = await watch.locator(".obs").boundingBox();
      assert.deepEqual([box?.x, box?.y, box?.width, box?.height], [0, 0, 1200, 900]);
      const over = await watch.locator(".obs").evaluate((desk) => {
        const found: string[] = [];
        for (let x = 5; x < innerWidth; x += 70)
          for (let y = 5; y < innerHeight; y += 35) {
            const top = document.elementFromPoint(x, y);
            if (!desk.contains(top)) found.push(`${top?.tagName}.${top?.className} at ${x}, ${y}`);
          }
        return found;
      });
      assert.deepEqual(over, [], "nothing of the page lies over it");
      assert.ok(
        await page
          .locator("main h1")
          .first()
          .evaluate((title) => title.closest("[inert]") !== null),
      );
      await enlarge.press("Escape");
      await page.locator(".obs:not([data-large])").first().waitFor(late);
      assert.equal(await page.locator("[inert]").count(), 0);
      assert.ok(await watch.locator(".obs").isVisible());
      assert.ok(await enlarge.evaluate((button) => button === document.activeElement), "the focus stays");
    },
    { path },
  );

withPage(
  "a hundred thousand processes are watched, and only those in view exist in the page",
  async ({ page }) => {
    const watch = watchOf(page);
    await run(
      watch,
      'import { receive, spawn } from "beamish";\nfor (let i = 0; i < 100_000; i++) spawn(function* () { yield* receive(); });\nconsole.log("all there");\n',
    );
    const tree = watch.getByRole("tree");
    await watch.locator('[data-part="tree"]').evaluate((element) => Number(element.dataset["count"]));
    assert.ok((await watch.getByRole("treeitem").count()) < 60);
    await tree.focus();
    await page.keyboard.press("End");
    await watch.locator('[role="treeitem"][aria-selected="true"]').waitFor(late);
    assert.ok((await watch.getByRole("treeitem").count()) < 80);
  },
);
