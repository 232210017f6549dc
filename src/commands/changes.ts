/** Changes of files, for commands that do their work again. */
import { watch } from "node:fs";

/** Milliseconds of quiet after which a change is over: editors write in several steps. */
const QUIET = 100;

export interface Changes {
  /** Resolves after the next change, or at once if there has been one since the last call. */
  next(): Promise<void>;
}

/** Watches folders, with all that is in them. A recording is what a run writes, so a change of one is none. */
export function changesIn(folders: readonly string[]): Changes {
  let isChanged = false;
  let changed: () => void = () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const folder of folders)
    watch(folder, { recursive: true }, (_, file) => {
      if (file?.endsWith(".out") === true) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        isChanged = true;
        changed();
      }, QUIET);
    });
  return {
    next: async () => {
      if (!isChanged) await new Promise<void>((resolve) => (changed = resolve));
      isChanged = false;
    },
  };
}
