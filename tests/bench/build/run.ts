/** How long a build of the site takes, as it is and with 300 more chapters, so that growth is known. */
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../../src/commands/steps.ts";

const MORE = 300;
const PARTS = ["src", "components", "content", "public", "astro.config.mjs", "package.json", "tsconfig.json"];

function build(folder: string, outDir: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(join(root, "node_modules/.bin/astro"), ["build", "--outDir", outDir], {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
    });
    let complaint = "";
    child.stderr.on("data", (chunk: Buffer) => (complaint += chunk.toString()));
    child.on("close", (code) => {
      if (code === 0) resolve((performance.now() - started) / 1000);
      else reject(new Error(`The build of ${folder} failed:\n${complaint.slice(-2_000)}`));
    });
  });
}

/** A copy of the project with more chapters: copies of a real one under other names, all listed by one more course. */
function grow(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const ids = Array.from({ length: MORE }, (_, index) => `generated-${String(index + 1).padStart(3, "0")}`);
  const chapters = join(folder, "content/chapters");
  for (const id of ids) {
    cpSync(join(chapters, "processes"), join(chapters, id), { recursive: true });
    const index = join(chapters, id, "index.mdx");
    writeFileSync(
      index,
      readFileSync(index, "utf8").replace(/^title: .*$/m, `title: Generated chapter ${id.slice(-3)}`),
    );
  }
  const course = readFileSync(join(folder, "content/courses/thinking-concurrently.mdx"), "utf8")
    .replace(/^number: .*$/m, "number: 99")
    .replace(/^title: .*$/m, "title: Generated")
    .replace(
      /^syllabus:\n.*?(?=^itinerary:)/ms,
      `syllabus:\n  - part: All\n    items:\n${ids.map((id) => `      - chapter: ${id}\n`).join("")}`,
    );
  writeFileSync(join(folder, "content/courses/generated.mdx"), course);
}

const work = join(root, ".cache/growth");
const plain = await build(root, join(root, ".cache/bench-dist"));
console.log(`build of the site: ${plain.toFixed(1)} s (limit 30 s)`);
grow(work);
const grown = await build(work, join(work, "dist"));
console.log(`build with ${MORE} more chapters: ${grown.toFixed(1)} s (limit 90 s)`);
rmSync(work, { recursive: true, force: true });
process.exitCode = plain <= 30 && grown <= 90 ? 0 : 1;
