/** The lab end to end: the real page, the real client, and a host that speaks the container's protocol and runs real Node. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import { unzipSync } from "fflate";
import type { Page } from "playwright";
import { shareHash } from "../../components/sample/share.ts";
import { act, file, labs, ready, rows, settled, write } from "../support/lab.ts";
import { late } from "../support/sample.ts";

const { site, withLab } = labs();

async function create(page: Page, path: string, text: string): Promise<void> {
  await act(page, "new");
  await page.keyboard.type(path);
  await page.keyboard.press("Enter");
  await page.locator(".code-head b", { hasText: path }).waitFor(late);
  await write(page, text);
}

describe("with Node", () => {
  withLab("nothing is asked of the service before the reader wants Node", async (page, { context }) => {
    const asked: string[] = [];
    context.on("request", (request) => asked.push(request.url()));
    await page.reload();
    await ready(page);
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(site().url)),
      [],
    );
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
  });

  withLab("Run starts Node, step by step, and prints what the project prints", async (page) => {
    const steps = page.locator(".steps li");
    await act(page, "run");
    await settled(page, "finished");
    assert.deepEqual(await rows(page), ["first: 1", "second: 2", "after the crash: 1"]);
    assert.deepEqual(await steps.evaluateAll((all) => all.map((step) => step.textContent)), [
      "Checking this browserdone",
      "Reaching the servicedone",
      "Starting Nodedone",
      "Putting your files into itunder way",
    ]);
    assert.equal(await page.locator(".desk-bar [data-node]").innerText(), "Node is ready");
  });

  withLab("a server is previewed while it runs, and stopped", async (page) => {
    await page.selectOption("[data-entry]", "server.ts");
    await act(page, "run");
    const preview = page.frameLocator(".preview iframe");
    await preview.getByText("Visit 1").waitFor(late);
    await page.getByRole("button", { name: "Reload" }).click();
    await preview.getByText("Visit 2").waitFor(late);
    await act(page, "run");
    await settled(page, "stopped");
    await page.getByText("Nothing listens yet").waitFor(late);
  });

  withLab(
    "the terminal runs a shell that sees edits, and what it writes comes to the files",
    async (page) => {
      await write(page, 'console.log("edited");\n');
      await act(page, "start");
      await page.locator(".xterm-helper-textarea").focus();
      await page.keyboard.type("cat main.ts > copy.txt\n");
      await file(page, "copy.txt").click(late);
      await page.getByText('console.log("edited");').first().waitFor(late);
      await page.locator(".xterm-helper-textarea").focus();
      await page.keyboard.press("Control+Shift+E");
      assert.equal(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["do"]), "run");
    },
  );

  withLab("an error opens its file at its line", async (page) => {
    await create(page, "shop/till.ts", 'export const fail = () => {\n  throw new Error("no change");\n};');
    await file(page, "main.ts").click();
    await write(page, 'import { fail } from "./shop/till.ts";\nfail();');
    await act(page, "run");
    await settled(page, "failed");
    assert.match(await page.locator(".head .st").innerText(), /stopped at line 2 of shop\/till\.ts/);
    assert.match(await page.locator(".err").innerText(), /no change/);
    assert.equal(await page.locator(".code-head b").innerText(), "shop/till.ts");
  });
});

describe("files", () => {
  withLab(
    "are created, renamed and deleted with the keyboard, and a deleted one comes back",
    async (page) => {
      await create(page, "tea.ts", "export {};");
      await file(page, "tea.ts").focus();
      await page.keyboard.press("F2");
      await page.locator("#lab-name").fill("main.ts");
      await page.keyboard.press("Enter");
      await page.getByText("There is a main.ts already.").waitFor();
      await page.locator("#lab-name").fill("shop/tea.ts");
      await page.keyboard.press("Enter");
      assert.equal(await file(page, "shop/tea.ts").evaluate((row) => row === document.activeElement), true);
      await page.keyboard.press("Delete");
      await file(page, "shop/tea.ts").waitFor({ state: "detached" });
      await page.getByRole("button", { name: "Bring it back" }).click();
      await file(page, "shop/tea.ts").waitFor();
    },
  );

  withLab("keep what can be undone while others come, move and go", async (page) => {
    const text = () => page.locator(".cm-content").innerText();
    const original = await text();
    await write(page, "// mine");
    await create(page, "tea.ts", "export const tea = 1;");
    await file(page, "tea.ts").focus();
    await page.keyboard.press("F2");
    await page.locator("#lab-name").fill("shop/tea.ts");
    await page.keyboard.press("Enter");
    await file(page, "shop/tea.ts").click();
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+z");
    assert.equal((await text()).trim(), "", "a file under another name");
    await file(page, "shop/tea.ts").focus();
    await page.keyboard.press("Delete");
    await file(page, "main.ts").click();
    assert.equal(await text(), "// mine");
    await page.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+z");
    assert.equal(await text(), original);
  });

  withLab("survive a reload, and starting afresh can be undone", async (page) => {
    await create(page, "mine.ts", 'console.log("mine");');
    await page.reload();
    await ready(page);
    await file(page, "mine.ts").waitFor();
    await act(page, "reset");
    await file(page, "mine.ts").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Bring mine back" }).click();
    await file(page, "mine.ts").click();
    await page.getByText('console.log("mine");').waitFor();
  });

  withLab("that come with a link are shown and not run, and the reader's own are kept", async (page) => {
    await create(page, "mine.ts", "export {};");
    const hash = await shareHash("lab", { "theirs.ts": 'console.log("theirs");\n' });
    await page.goto(new URL(`lab/${hash}`, site().url).href);
    await page.getByText("Read them before you run them").waitFor(late);
    await file(page, "theirs.ts").waitFor();
    assert.equal(await page.locator("beamish-lab").getAttribute("data-phase"), "idle");
    await page.getByRole("button", { name: "Show my own files" }).click();
    await file(page, "mine.ts").waitFor();
    await page.goto(new URL("lab/#share=lab=rubbish", site().url).href);
    await page.getByText("cannot be read").waitFor(late);
  });

  withLab(
    "of a sample open in the lab as the reader left them",
    async (page) => {
      const sample = page.locator("beamish-sample").first();
      await sample.locator('[data-do="edit"]').click();
      await sample.locator(".cm-content").focus();
      await page.keyboard.press("ControlOrMeta+Home");
      await page.keyboard.type("// mine");
      await sample.locator('[data-do="lab"]').click();
      await ready(page);
      await page.getByText("// mine").waitFor(late);
      assert.equal(
        await page.locator("[data-entry]").inputValue(),
        await page.locator(".file button").innerText(),
      );
    },
    { path: "chapters/processes/" },
  );

  withLab("go home as a .zip", async (page) => {
    const download = page.waitForEvent("download");
    await act(page, "download");
    const archive = unzipSync(await readFile(await (await download).path()));
    const names = Object.keys(archive);
    for (const path of ["main.ts", "counter.ts", "package.json", "README.md", "vendor/beamish/package.json"])
      assert.ok(names.includes(`beamish-project/${path}`), path);
    const manifest = JSON.parse(new TextDecoder().decode(archive["beamish-project/package.json"])) as {
      scripts: { start: string };
    };
    assert.equal(manifest.scripts.start, "node main.ts");
  });
});

describe("for everybody", () => {
  withLab("how Node is stands in one place, whatever the width", async (page) => {
    const words = page.locator("[data-node]:visible");
    assert.deepEqual(await words.allInnerTexts(), ["Node is not started"]);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("tab", { name: "Node" }).click();
    assert.deepEqual(await words.allInnerTexts(), ["Node is not started"]);
  });

  for (const [name, width, height] of [
    ["phone", 390, 844],
    ["tablet", 820, 1180],
    ["desk", 1440, 900],
  ] as const)
    for (const colorScheme of ["light", "dark"] as const)
      withLab(
        `no axe violation before and after a run: ${name}, ${colorScheme}`,
        async (page) => {
          const check = async (when: string) => {
            const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
            assert.deepEqual(
              violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`)),
              [],
              when,
            );
          };
          await check("before");
          await act(page, "run");
          await settled(page, "finished");
          await check("after");
          if (width === 390)
            for (const pane of ["Files", "Node"]) {
              await page.getByRole("tab", { name: pane }).click();
              await check(pane);
            }
        },
        { viewport: { width, height }, colorScheme },
      );
});
