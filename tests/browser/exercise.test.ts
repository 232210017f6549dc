/** Predictions, exercises and quizzes in a real browser, with and without JavaScript. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "playwright";
import { chapter, late, pagesOf } from "../support/sample.ts";

const { site, withPage } = pagesOf();

const focused = (place: Locator): Promise<boolean> =>
  place.evaluate((here) => here === document.activeElement);
const predict = (page: Page): Locator => page.locator("beamish-predict").first();
const about = async (page: Page): Promise<Locator> =>
  page.locator(`beamish-sample[data-file="${await predict(page).getAttribute("data-for")}"]`);

async function violations(page: Page, within: string): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page })
    .include(within)
    .options({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .analyze();
  return found.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")}`));
}

withPage(
  "a prediction hides the output, judges the answer, runs the sample, and is remembered",
  async ({ page }) => {
    const question = predict(page);
    const sample = await about(page);
    assert.equal(await sample.locator(".out").isVisible(), false);
    assert.equal(await question.locator(".reason").isVisible(), false);
    await question.locator(".opt:not([data-right]) input").first().check();
    await question.getByRole("button", { name: "Commit and run" }).click();
    await question.locator(".reason p:not(.only-paper)").first().waitFor(late);
    assert.equal(await question.locator(".said").innerText(), "Not this one.");
    assert.equal(await question.locator(".opt.wrong .verdict").innerText(), "your answer, wrong");
    assert.equal(await question.locator(".opt.right .verdict").innerText(), "right");
    assert.ok(await focused(question.locator(".said")), "the verdict has the focus");
    await sample.and(page.locator('[data-phase="finished"]')).waitFor(late);
    assert.ok(await sample.locator(".out").isVisible());

    await page.reload();
    await question.locator(".reason p:not(.only-paper)").first().waitFor(late);
    assert.equal(await question.locator(".opt.wrong").count(), 1);
    assert.ok(await sample.locator(".out").isVisible());
    assert.equal(await sample.getAttribute("data-phase"), null, "nothing runs by itself");
  },
);

withPage(
  "a prediction can be skipped, by keyboard, and asks for a choice when there is none",
  async ({ page }) => {
    const question = predict(page);
    await question.getByRole("button", { name: "Commit and run" }).focus();
    await page.keyboard.press("Enter");
    await question.getByText("Choose an answer first, or skip.").waitFor(late);
    assert.equal(await question.locator(".reason").isVisible(), false);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await question.locator(".reason p:not(.only-paper)").first().waitFor(late);
    assert.equal(await question.locator(".said").innerText(), "Skipped.");
    assert.ok(await (await about(page)).locator(".out").isVisible());
  },
);

withPage(
  "an exercise fails at first, passes with its solution, and is remembered as solved",
  async ({ page }) => {
    const exercise = page.locator("beamish-exercise");
    const checks = exercise.locator(".check");
    const count = await checks.count();
    assert.ok(count > 0);
    assert.equal(await exercise.locator('.check[data-state="idle"]').count(), count);
    await exercise.getByRole("button", { name: "Check" }).click();
    const verdict = exercise.locator(".verdict");
    await verdict.filter({ hasText: `of ${count} checks pass` }).waitFor(late);
    const failing = exercise.locator('.check[data-state="crashed"]');
    assert.ok((await failing.count()) > 0);
    assert.match(await failing.first().locator(".m").innerText(), /\S/, "says what is wrong");
    assert.equal(await exercise.locator(".out > li").count(), 0, "checks are not output");

    const solution = readFileSync(`content/${chapter}exercises/repair/solution.ts`, "utf8");
    await exercise.locator('[data-do="edit"]').click();
    await exercise.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText(solution.trimEnd());
    await page.keyboard.press("ControlOrMeta+Enter");
    await verdict.filter({ hasText: "Solved: every check passes." }).waitFor(late);
    assert.equal(await exercise.locator('.check[data-state="done"]').count(), count);
    await page.reload();
    await verdict.filter({ hasText: "You have solved this exercise." }).waitFor(late);
  },
);

withPage(
  "what an exercise prints that is no check is its output, and an error stops it",
  async ({ page }) => {
    const exercise = page.locator("beamish-exercise");
    await exercise.locator('[data-do="edit"]').click();
    await exercise.locator(".cm-content").focus();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.insertText('console.log("here");\nexport const openCloakroom = 3;');
    await page.keyboard.press("ControlOrMeta+Enter");
    await exercise.locator(".out code").filter({ hasText: "here" }).waitFor(late);
    await exercise
      .locator(".verdict")
      .filter({ hasText: /0 of \d|No check could run/ })
      .waitFor(late);
  },
);

withPage(
  "hints come one rung at a time, then the solution, between the lines of the reader's text",
  async ({ page }) => {
    const exercise = page.locator("beamish-exercise");
    const rungs = exercise.locator(".rungs details");
    for (let rung = 0; rung < (await rungs.count()); rung++) {
      assert.ok(await rungs.nth(rung).isVisible());
      if (rung + 1 < (await rungs.count())) assert.equal(await rungs.nth(rung + 1).isVisible(), false);
      await rungs.nth(rung).locator("summary").click();
    }
    const file = (name: string): string =>
      readFileSync(`content/${chapter}exercises/repair/${name}.ts`, "utf8").trimEnd();
    const solution = exercise.locator("[data-solution] .line");
    assert.equal(await solution.first().isVisible(), false, "hidden until it is asked for");
    await exercise.getByText("Show the solution").click();
    assert.equal((await solution.allTextContents()).join("\n"), file("solution"));

    const button = exercise.getByRole("button", { name: "Compare with mine" });
    await button.focus();
    await page.keyboard.press("Enter");
    const panel = exercise.getByRole("group", { name: "Comparison with the solution" });
    await panel.getByText(/Compared with the solution: \d changes?\./).waitFor(late);
    assert.ok(await exercise.locator(".cm-content").evaluate((content) => content.matches(":focus")));
    assert.deepEqual(await violations(page, "beamish-exercise"), []);
    // Taking everything over, by keys alone, makes the text the solution.
    const changes = await panel.locator("li").count();
    assert.ok(changes > 0);
    for (let taken = 0; taken < changes; taken++) {
      await page.keyboard.press("F7");
      await panel.getByRole("button", { name: "Take over" }).press("Enter");
      await exercise.locator(".cm-content").focus();
    }
    await panel.getByText("Compared with the solution: no difference.").waitFor(late);
    assert.equal((await exercise.locator(".cm-line").allTextContents()).join("\n"), file("solution"));
    await exercise.getByRole("button", { name: "Compare with the solution" }).click();
    await panel.waitFor({ ...late, state: "detached" });
  },
);

withPage("a quiz explains every option, keeps the score, and starts again", async ({ page }) => {
  const quiz = page.locator("beamish-quiz");
  const questions = quiz.locator("fieldset");
  const count = await questions.count();
  for (let at = 0; at < count; at++) {
    const question = questions.nth(at);
    const chosen = at === 0 ? ".opt:not([data-right])" : ".opt[data-right]";
    const needed = await question.locator(".opt[data-right]").count();
    for (let box = 0; box < needed; box++) await question.locator(`${chosen} input`).nth(box).check();
    await question.getByRole("button", { name: "Answer" }).click();
    await question
      .locator(".said")
      .filter({ hasText: /Right|Not quite/ })
      .waitFor(late);
    for (const why of await question.locator(".opt details p").all()) assert.ok(await why.isVisible());
  }
  await quiz.getByText(`${count - 1} of ${count} right.`, { exact: true }).waitFor(late);
  assert.deepEqual(await violations(page, "beamish-quiz"), []);
  await page.reload();
  await quiz.getByText(`${count - 1} of ${count} right.`, { exact: true }).waitFor(late);
  await quiz.getByRole("button", { name: "Answer all again" }).click();
  assert.equal(await quiz.locator(".opt.right, .opt.wrong, input:checked").count(), 0);
});

withPage("damaged answers on the device are told, and the questions are open", async ({ page }) => {
  await page.evaluate(() => {
    for (const place of document.querySelectorAll<HTMLElement>("beamish-quiz, beamish-predict")) {
      localStorage.setItem(place.dataset["keep"] ?? "", "{broken");
    }
  });
  await page.reload();
  await page.locator("beamish-quiz .score").filter({ hasText: "cannot be read" }).waitFor(late);
  await predict(page).locator(".said").filter({ hasText: "cannot be read" }).waitFor(late);
  assert.equal(
    await predict(page).locator("input:enabled").count(),
    await predict(page).locator("input").count(),
  );
});

test("without JavaScript everything can be read: output, reasons, hints, solution, and why each option is right", async () => {
  const { page, context } = await site().open(chapter, { javaScriptEnabled: false });
  const visible = async (selector: string): Promise<void> => {
    const all = await page.locator(selector).all();
    assert.ok(all.length > 0, selector);
    for (const one of all) assert.ok(await one.isVisible(), `${selector} is visible`);
  };
  await visible("beamish-sample:not(beamish-exercise beamish-sample) .out > li");
  for (const summary of [".reason summary", ".rungs summary", ".solution summary", ".opt summary"]) {
    await visible(summary);
    for (const each of await page.locator(summary).all()) await each.click();
  }
  await visible(".reason p");
  await visible(".rungs p");
  await visible(".solution .shiki");
  await visible(".opt details p");
  await visible(".pane");
  const mine = ":is(beamish-sample, beamish-predict, beamish-exercise, beamish-quiz)";
  assert.equal(await page.locator(`${mine} [data-do]:visible`).count(), 0, "no button that does nothing");
  await context.close();
});
