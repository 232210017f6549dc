/** A reader's files as a project of Node in one .zip, to go on with at home. */
import { zipSync } from "fflate";

/** File name to text. */
type Files = Readonly<Record<string, string>>;

/** Where the project for containers has the runtime, and where this project has it. */
const INSTALLED = "node_modules/beamish/";
const VENDORED = "vendor/beamish/";

/** The folder that everything is in, so that unpacking litters nobody's folder. */
export const PROJECT = "beamish-project";

/**
 * Packs a project that runs with `npm install` and `npm start`, and needs no network for either: the runtime is in it.
 *
 * @param files the reader's TypeScript; a package.json or README.md among it is taken in place of ours
 * @param entry the file that runs, such as `main.ts`
 * @param container what a project in a container has besides (`sandbox/container.json` of the site): the runtime is taken from there
 * @returns the bytes of the .zip
 * @throws Error if `entry` is none of the files, or the runtime is not in `container`
 */
export function projectArchive(files: Files, entry: string, container: Files): Uint8Array<ArrayBuffer> {
  if (!(entry in files))
    throw new Error(`Expected the entry to be one of ${Object.keys(files).join(", ")}, got "${entry}".`);
  const runtime = Object.entries(container).filter(([path]) => path.startsWith(INSTALLED));
  if (runtime.length === 0)
    throw new Error(`Expected the runtime at ${INSTALLED} in the container's files, found nothing there.`);
  const all = {
    "package.json": manifestOf(entry),
    "README.md": readmeOf(entry),
    ...Object.fromEntries(
      runtime.map(([path, text]) => [VENDORED + path.slice(INSTALLED.length), text] as const),
    ),
    ...files,
  };
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([path, text]) => [`${PROJECT}/${path}`, encoder.encode(text)] as const),
    ),
  );
}

function manifestOf(entry: string): string {
  const manifest = {
    name: PROJECT,
    private: true,
    type: "module",
    // Since then, Node reads TypeScript as it is.
    engines: { node: ">=22.18" },
    scripts: { start: `node ${entry}` },
    dependencies: { beamish: "file:./vendor/beamish" },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function readmeOf(entry: string): string {
  return `# A Beamish project

You need Node 22.18 or newer, which runs TypeScript as it is. Nothing is downloaded.

    npm install
    npm start

\`npm start\` runs \`${entry}\`. The runtime, \`beamish\`, is in \`vendor/beamish\` as readable JavaScript.

A run here keeps to the wall clock. In the page it can have virtual time and a seed; at home, tests have them too:
see \`beamish/testing\`.
`;
}
