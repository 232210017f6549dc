/** `npm run build`: the site into dist/. `SITE_URL` and `BASE_PATH` say where it will live; further arguments go to Astro. */
import { run } from "./steps.ts";

process.exit(await run("astro", ["build", ...process.argv.slice(2)]));
