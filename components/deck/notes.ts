/** Whether the notes stand open under the slides: the same for all of them, and kept on the device. */
const key = "beamish:deck:notes";

export interface NotesSwitch {
  toggle(): void;
}

export function startNotes(deck: ParentNode): NotesSwitch {
  const all = [...deck.querySelectorAll<HTMLDetailsElement>("details.notes")];

  function set(open: boolean): void {
    for (const notes of all) notes.open = open;
    try {
      if (open) localStorage.removeItem(key);
      else localStorage.setItem(key, "closed");
    } catch {
      // The choice still holds for this page.
    }
  }

  function wereClosed(): boolean {
    try {
      return localStorage.getItem(key) === "closed";
    } catch {
      return false;
    }
  }

  if (wereClosed()) set(false);
  for (const notes of all) {
    // The event also comes for changes made here; by then all are equal, and nothing happens.
    notes.addEventListener("toggle", () => {
      if (all.some(({ open }) => open !== notes.open)) set(notes.open);
    });
  }
  return { toggle: () => set(!all[0]?.open) };
}
