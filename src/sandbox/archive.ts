/** A reader's files as a project of Node in one .zip, to go on with at home. */
import { zipSync } from "fflate";
import { STRICTNESS } from "../language/strictness.ts";

/** File name to text. */
type Files = Readonly<Record<string, string>>;

/** Where the project for containers has the runtime, and where this project has it. */
const INSTALLED = "node_modules/beamish/";
const VENDORED = "vendor/beamish/";
/** Where the editor's library has what a project needs besides. */
const DECLARATIONS = "/node_modules/beamish/";
const SOCKETS = "/node_modules/sandbox-net/segments.d.ts";

/** The folder that everything is in, so that unpacking litters nobody's folder. */
export const PROJECT = "beamish-project";

/** What the site has for containers (`sandbox/container.json`) and for its editor (`language/library.json`): path to text. */
export interface Sources {
  readonly container: Files;
  readonly library: Files;
}

/**
 * Packs a project that runs with `npm install` and `npm start`: the runtime is in it, with its types.
 *
 * @param files the reader's TypeScript; a package.json or README.md among it is taken in place of ours
 * @param entry the file that runs, such as `main.ts`
 * @param sources where the runtime is taken from
 * @returns the bytes of the .zip
 * @throws Error if `entry` is none of the files, or the runtime or its types are not in `sources`
 */
export function projectArchive(files: Files, entry: string, sources: Sources): Uint8Array<ArrayBuffer> {
  if (!(entry in files))
    throw new Error(`Expected the entry to be one of ${Object.keys(files).join(", ")}, got "${entry}".`);
  const all = {
    "package.json": json(manifestOf(entry)),
    "tsconfig.json": json(TSCONFIG),
    "README.md": readmeOf(entry),
    ".gitignore": "node_modules/\n",
    "tests/example.test.ts": EXAMPLE,
    ...runtimeOf(sources),
    ...(Object.values(files).some((text) => text.includes('"node:net"'))
      ? { "sockets.d.ts": sources.library[SOCKETS] ?? "" }
      : {}),
    ...files,
  };
  const encoder = new TextEncoder();
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([path, text]) => [`${PROJECT}/${path}`, encoder.encode(text)] as const),
    ),
  );
}

/** The runtime's modules, each beside its declarations. */
function runtimeOf({ container, library }: Sources): Files {
  const modules = vendored(container, INSTALLED);
  const types = vendored(library, DECLARATIONS).filter(([path]) => path.endsWith(".d.ts"));
  if (modules.length === 0)
    throw new Error(`Expected the runtime at ${INSTALLED} in the container's files, found nothing there.`);
  if (types.length === 0)
    throw new Error(`Expected the runtime's types at ${DECLARATIONS} in the library, found nothing there.`);
  return Object.fromEntries([...modules, ...types]);
}

function vendored(files: Files, home: string): (readonly [path: string, text: string])[] {
  return Object.entries(files)
    .filter(([path]) => path.startsWith(home))
    .map(([path, text]) => [VENDORED + path.slice(home.length), text]);
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

function manifestOf(entry: string): object {
  return {
    name: PROJECT,
    private: true,
    type: "module",
    // Since then, Node reads TypeScript as it is.
    engines: { node: ">=22.18" },
    scripts: { start: `node ${entry}`, test: "node --test", check: "tsc" },
    dependencies: { beamish: "file:./vendor/beamish" },
    devDependencies: { "@types/node": "^24.10.1", typescript: "^6.0.3" },
  };
}

/** As strict as the page's editor. */
const TSCONFIG = {
  compilerOptions: {
    target: "ES2023",
    lib: ["ES2024", "ESNext.Iterator", "ESNext.Disposable"],
    types: ["node"],
    module: "NodeNext",
    moduleDetection: "force",
    ...STRICTNESS,
  },
  exclude: ["node_modules", "vendor"],
};

const EXAMPLE = `import assert from "node:assert/strict";
import { test } from "node:test";
import { Process } from "beamish";
import { simulate } from "beamish/testing";

test("an hour of virtual time passes at once", async () => {
  const { reason, time } = await simulate(function* () {
    yield* Process.sleep(3_600_000);
  });
  assert.deepEqual([reason, time], ["normal", 3_600_000]);
});
`;

function readmeOf(entry: string): string {
  return `# A Beamish project

You need Node 22.18 or newer, which runs TypeScript as it is.

    npm install
    npm start

| command         | does                                                                     |
| --------------- | ------------------------------------------------------------------------ |
| \`npm start\`     | runs \`${entry}\`                                                           |
| \`npm test\`      | runs the tests, such as \`tests/example.test.ts\`                          |
| \`npm run check\` | checks the types; the only thing for which something has been downloaded |

The runtime, \`beamish\`, is in \`vendor/beamish\` as readable JavaScript, with its types. Without a network,
\`npm install --omit=dev\` is enough to run and to test.

A run here keeps to the wall clock. In the page it can have virtual time and a seed; at home, tests have them too:
see \`beamish/testing\`.
`;
}
