/** `npm start`: build the site and serve it. `PORT` chooses the port (default 4321, or the next free one). */
import { join } from "node:path";
import { root, run, step } from "./steps.ts";
import { expectFree, readPort, serve } from "./serve.ts";

try {
  const asked = process.env["PORT"];
  const port = readPort(asked ?? "4321");
  if (asked !== undefined) await expectFree(port);
  process.stdout.write("Building the site. This takes a minute on a slow machine ...\n");
  if (!(await step("build", () => run("astro", ["build"], { quiet: true })))) process.exit(1);
  const base = process.env["BASE_PATH"]?.replace(/^\/?(.*?)\/?$/, "/$1/").replace("//", "/");
  const site = await serve(join(root, "dist"), {
    port,
    orNextFree: asked === undefined,
    ...(base !== undefined && { base }),
  });
  process.stdout.write(`\nBeamish is at ${site.url}\nStop it with Ctrl-C.\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
