/** Lighthouse with its mobile profile, on the pages that people see first. */
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { serve } from "../../../src/commands/serve.ts";
import { root } from "../../../src/commands/steps.ts";
import { systemBrowser } from "../../support/programs.ts";

const PAGES = ["", "courses/", "chapters/processes/", "decks/otp-in-15-minutes/"];
const FLOORS = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 } as const;

const site = await serve(join(root, "dist"));
const browser = systemBrowser();
const chrome = await launch({
  ...(browser ? { chromePath: browser } : {}),
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
let good = true;
for (const page of PAGES) {
  const run = await lighthouse(`${site.url}${page}`, {
    port: chrome.port,
    output: "json",
    logLevel: "error",
  });
  const result = run?.lhr;
  if (!result) throw new Error(`Lighthouse gave no result for /${page}`);
  const scores = Object.entries(FLOORS).map(([category, floor]) => {
    const score = Math.round((result.categories[category]?.score ?? 0) * 100);
    good &&= score >= floor;
    return `${category} ${score}${score < floor ? ` (below ${floor})` : ""}`;
  });
  const blocking = result.audits["total-blocking-time"]?.numericValue ?? Number.NaN;
  const shift = result.audits["cumulative-layout-shift"]?.numericValue ?? Number.NaN;
  console.log(
    `/${page}: ${scores.join(", ")}; blocking ${blocking.toFixed(0)} ms, shift ${shift.toFixed(3)}`,
  );
  const failed = Object.values(result.audits).filter((audit) => audit.score !== null && audit.score < 0.9);
  for (const audit of failed) console.log(`    ${audit.id}: ${audit.displayValue ?? audit.title}`);
}
chrome.kill();
await site.close();
process.exitCode = good ? 0 : 1;
