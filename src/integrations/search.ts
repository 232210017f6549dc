/** Builds the search index over the finished pages. Only pages that mark their text with `data-pagefind-body` are in it. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AstroIntegration } from "astro";

/** Pagefind writes user interfaces of its own beside the index; ours is components/search, so they go. */
const UNUSED = /^pagefind-(ui|modular-ui|component-ui|highlight)\b/;

export function search(): AstroIntegration {
  return {
    name: "beamish-search",
    hooks: {
      "astro:build:done": async ({ dir, logger }) => {
        const { createIndex, close } = await import("pagefind");
        const folder = fileURLToPath(dir);
        const created = await createIndex({ forceLanguage: "en" });
        const index = created.index;
        if (!index) throw new Error(`The search index could not be made: ${created.errors.join("; ")}`);
        const added = await index.addDirectory({ path: folder });
        const { files, errors } = await index.getFiles();
        await close();
        if (errors.length > 0 || added.errors.length > 0)
          throw new Error(`The search index could not be made: ${[...added.errors, ...errors].join("; ")}`);
        const { mkdir, writeFile } = await import("node:fs/promises");
        await rm(join(folder, "pagefind"), { recursive: true, force: true });
        const wanted = files.filter((file) => !UNUSED.test(file.path));
        for (const file of wanted) {
          const target = join(folder, "pagefind", file.path);
          await mkdir(join(target, ".."), { recursive: true });
          await writeFile(target, file.content);
        }
        logger.info(`${added.page_count} pages read, ${wanted.length} index files written`);
      },
    },
  };
}
