/**
 * Where a sample's text comes from when a page opens, and where it goes as the reader types: the draft on the device,
 * the link that led here, the original. What cannot be read is told, and nothing that a reader wrote is thrown away.
 */
import { dropDraft, dropEarlierDraft, readDraft, readEarlierDraft, writeDraft } from "./drafts.ts";
import type { Draft, Store } from "./drafts.ts";
import type { Choice } from "./notice.ts";
import { readShare } from "./share.ts";
import type { Files } from "./share.ts";
import type { Workspace } from "./workspace.ts";

/** What the keeper needs of the sample it keeps. */
export interface Kept {
  readonly id: string;
  readonly workspace: Workspace;
  readonly store: () => Store;
  /** The workspace has other text now: show it. */
  readonly onChange: () => void;
  readonly notify: (text: string, choices: readonly Choice[]) => void;
}

export class Keeping {
  readonly #kept: Kept;
  /** Whether the draft on the device is an earlier state of what the reader sees, and may be replaced by it. */
  #ours = false;

  constructor(kept: Kept) {
    this.#kept = kept;
  }

  /** Bring back the reader's draft, if there is one. */
  restore(): void {
    const { id, workspace, store } = this.#kept;
    this.#take(readDraft(store, id, workspace.original), "draft");
    const earlier = readEarlierDraft(store, id, workspace.original);
    if (earlier.kind !== "draft") return;
    this.#kept.notify("An earlier draft of yours is kept as well.", [
      { label: "Show it", act: () => this.#show(earlier.files, false) },
      { label: "Forget it", act: () => dropEarlierDraft(store, id) },
    ]);
  }

  /** Show the code of the link that the page was opened with, if it is for this sample. */
  async open(hash: string): Promise<boolean> {
    const { id, workspace, notify, store } = this.#kept;
    const shared = await readShare(hash);
    if (shared?.sample !== id) return false;
    if (shared.kind === "damaged") {
      notify(`The code in this link cannot be read: ${shared.why}. Nothing of yours has changed.`, []);
      return true;
    }
    const draft = readDraft(store, id, workspace.original);
    const mine: Choice[] =
      draft.kind === "draft" ? [{ label: "Show my draft", act: () => this.#show(draft.files, true) }] : [];
    this.#show(shared.files, false);
    notify("This code came with the link you opened. Read it before you run it.", [
      { label: "Show the original", act: () => this.#show(workspace.original, false) },
      ...mine,
    ]);
    return true;
  }

  /**
   * The reader takes other files in place of those that are there, and can change their mind.
   *
   * @param text - says what has happened
   * @param aside - what was there was the reader's own work, and not only a file of it: it is kept as an earlier draft
   */
  replace(files: Files, text: string, aside: boolean): void {
    const { workspace, notify } = this.#kept;
    const before = workspace.edited ? workspace.files : undefined;
    this.#show(files, this.#ours && !aside);
    this.save();
    const undo = (): void => {
      this.#show(before ?? workspace.original, true);
      this.save();
    };
    notify(text, before ? [{ label: "Undo", act: undo }] : []);
  }

  /** The reader has typed. */
  save(): void {
    const { id, workspace, store, notify } = this.#kept;
    if (!workspace.edited && this.#ours) return this.forget();
    const kept = writeDraft(store, id, workspace.original, workspace.files, !this.#ours);
    if (kept) this.#ours = true;
    else if (!this.#told) {
      this.#told = true;
      notify("This browser does not keep your draft. Share link makes a link that does.", []);
    }
  }
  #told = false;

  /** The reader has gone back to the original. */
  forget(): void {
    if (this.#ours) dropDraft(this.#kept.store, this.#kept.id);
    this.#ours = false;
  }

  #take(draft: Draft, what: string): void {
    if (draft.kind === "damaged") {
      this.#kept.notify(`The ${what} kept on this device cannot be read. This is the original.`, []);
    } else if (draft.kind === "draft" && draft.stale) {
      this.#kept.notify("This sample has changed since you edited it. Your version is kept.", [
        { label: "Show my version", act: () => this.#show(draft.files, true) },
      ]);
    } else if (draft.kind === "draft") {
      this.#show(draft.files, true);
    }
  }

  #show(files: Files, ours: boolean): void {
    this.#kept.workspace.adopt(files);
    this.#ours = ours;
    this.#kept.onChange();
  }
}
