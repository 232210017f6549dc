/** `npm run dev`: the site with live reload, for authors. Arguments go to Astro. */
import { run } from "./steps.ts";

process.exit(await run("astro", ["dev", ...process.argv.slice(2)]));
