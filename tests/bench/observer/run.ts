/** What the observer costs: recording a run, laying out a large tree, scrolling through a long diagram. */
import { openSite } from "../../support/site.ts";
import { press, settled, write } from "../../support/sample.ts";
import { measureRecording } from "./recording.ts";

const TREE = `import { receive, spawn } from "beamish";
for (let i = 0; i < 2_000; i++) spawn(function* () { yield* receive(); });
`;
const TALK = `import { receive, self, send } from "beamish";
for (let i = 0; i < 10_000; i++) { send(self(), i); await receive(); }
`;

for (const { name, events, bare, each, slowdown } of await measureRecording())
  console.log(
    `recording ${events} events of ${name}: ${(100 * slowdown).toFixed(0)} % more CPU time ` +
      `(${bare.toFixed(0)} ms without, ${each.toFixed(2)} µs for each event; aim for programs that work: 30 %)`,
  );

const site = await openSite();
const { page } = await site.open("chapters/processes/", { viewport: { width: 1200, height: 900 } });
const watch = page.locator("beamish-watch").first();

async function play(program: string): Promise<void> {
  const sample = watch.locator("beamish-sample");
  await write(sample, program);
  await press(sample, "run");
  await settled(sample, "finished");
  await watch
    .locator('[data-part="clock"]')
    .filter({ hasText: /event \d{4}/ })
    .waitFor();
}

await play(TREE);
const tree = watch.getByRole("tree");
await tree.focus();
await page.keyboard.press("Home");
const unfolds = await tree.evaluate(async (element: HTMLElement) => {
  const times: number[] = [];
  for (let round = 0; round < 9; round++)
    for (const key of ["ArrowLeft", "ArrowRight"]) {
      const began = performance.now();
      element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      if (key === "ArrowRight") times.push(performance.now() - began);
    }
  return times.sort((a, b) => a - b);
});
console.log(
  `tree of 2,000 processes, from a key to the next frame: ${unfolds[4]!.toFixed(0)} ms (aim: 200 ms)`,
);

await play(TALK);
const frames = await watch.locator(".obs-sequence").evaluate(async (element: HTMLElement) => {
  const times: number[] = [];
  let before = await new Promise<number>(requestAnimationFrame);
  element.scrollTop = 0;
  for (let frame = 0; frame < 300; frame++) {
    element.scrollTop += 60;
    const now = await new Promise<number>(requestAnimationFrame);
    times.push(now - before);
    before = now;
  }
  return times.sort((a, b) => a - b);
});
const mean = frames.reduce((sum, time) => sum + time, 0) / frames.length;
console.log(
  `scrolling 10,000 messages: ${(1_000 / mean).toFixed(0)} frames a second, ` +
    `95 % of them within ${frames[Math.floor(frames.length * 0.95)]!.toFixed(1)} ms (aim: 60)`,
);
await site.close();
