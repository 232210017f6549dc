/** Where the lab's files come from when the page opens, and where they go as the reader types. Nothing that a reader wrote is lost. */
import { readDraft, sameFiles, writeDraft, type Store } from "../sample/drafts.ts";
import type { Choice } from "../sample/notice.ts";
import { readShare, type Files } from "../sample/share.ts";
import { filesOf, projectOf, type Project } from "./project.ts";

/** What drafts and links call the lab. */
export const LAB = "lab";

export interface Kept {
  /** The project that the page comes with. */
  readonly original: Files;
  readonly store: () => Store;
  readonly show: (project: Project) => void;
  readonly notify: (text: string, choices: readonly Choice[]) => void;
}

export class Keeping {
  readonly #kept: Kept;
  /** Whether the draft on the device is an earlier state of what the reader sees, and may be replaced by it. */
  #ours = false;
  #told = false;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** Show the code of the link that led here, or else the reader's draft, or else what the page came with. */
  async open(hash: string): Promise<void> {
    const { original, notify } = this.#kept;
    const shared = await readShare(hash);
    const draft = this.#draft();
    if (shared?.kind === "files") {
      this.#show(shared.files, draft !== undefined && sameFiles(draft, shared.files));
      const mine: Choice[] = this.#ours || draft === undefined ? [] : [this.#mine(draft)];
      notify("These files came with the link that you opened. Read them before you run them.", mine);
      return;
    }
    this.#show(draft ?? original, draft !== undefined);
    if (shared?.kind === "damaged")
      notify(`The files in this link cannot be read: ${shared.why}. Nothing of yours has changed.`, []);
  }

  /** The reader has changed something. */
  save(project: Project): void {
    const { original, store, notify } = this.#kept;
    const kept = writeDraft(store, LAB, original, filesOf(project), !this.#ours);
    if (kept) this.#ours = true;
    else if (!this.#told) {
      this.#told = true;
      notify("This browser does not keep your files. Download them before you leave.", []);
    }
  }

  /** Back to what the page came with; the reader's own files can be brought back until something else is changed. */
  reset(current: Project): void {
    this.#show(this.#kept.original, false);
    this.#kept.notify("These are the files that the lab comes with.", [
      { label: "Bring mine back", act: () => this.#show(current.files, true, current.entry) },
    ]);
  }

  #draft(): Files | undefined {
    const draft = readDraft(this.#kept.store, LAB, this.#kept.original);
    return draft.kind === "draft" ? draft.files : undefined;
  }

  #mine(files: Files): Choice {
    return { label: "Show my own files", act: () => this.#show(files, true) };
  }

  #show(files: Files, ours: boolean, entry?: string): void {
    this.#ours = ours;
    this.#kept.show(projectOf(files, entry));
  }
}
