/** `npm start`: build the site and serve it. `PORT` chooses the port (default 4321, or the next free one). */
import { join } from "node:path";
import { root, run, step } from "./steps.ts";
import { serve } from "./serve.ts";

if (!(await step("build", () => run("astro", ["build"], { quiet: true })))) process.exit(1);
const asked = process.env["PORT"];
const site = await serve(join(root, "dist"), {
  port: Number(asked ?? 4321),
  orNextFree: asked === undefined,
});
process.stdout.write(`\nBeamish is at ${site.url}\nStop it with Ctrl-C.\n`);
