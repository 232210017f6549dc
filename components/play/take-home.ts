/** Gives the reader their files as a project of Node. What packs it is loaded with the first press. */
import type { Files } from "../sample/share.ts";

/**
 * Saves a project with these files as a .zip.
 *
 * @throws Error if the runtime that goes into it cannot be fetched
 */
export async function takeHome(files: Files, entry: string): Promise<void> {
  const [{ projectArchive, PROJECT }, container, library] = await Promise.all([
    import("../../src/sandbox/archive.ts"),
    fetchFiles(import.meta.env.SANDBOX.container.files),
    fetchFiles(import.meta.env.LANGUAGE.library),
  ]);
  const archive = projectArchive(files, entry, { container, library });
  const url = URL.createObjectURL(new Blob([archive], { type: "application/zip" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${PROJECT}.zip`;
  link.click();
  // The download has its own hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function fetchFiles(address: string): Promise<Files> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The runtime for the project could not be fetched: ${response.status}.`);
  return (await response.json()) as Files;
}
