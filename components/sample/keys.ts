/** Where a reader's work on samples is kept in `localStorage`. */

/** The draft of a sample. */
export function draftKey(sample: string): string {
  return `beamish:draft:${sample}`;
}

/** A draft that had to make room for a newer one. */
export function earlierKey(sample: string): string {
  return `beamish:earlier-draft:${sample}`;
}
