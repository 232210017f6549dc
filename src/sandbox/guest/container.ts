/**
 * The guest in a WebContainer (or any Node with a folder): `node guest.mjs <order>`, where the order is a file, beside the
 * project's own. The sample's modules become files of the project; what happens leaves as lines on the standard output,
 * and what the host says comes as lines on the standard input.
 */
import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, posix, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { SourcePosition } from "../engine.ts";
import { Guest } from "./guest.ts";
import { fromJson, markedLine, readLine, scriptName } from "./marked-lines.ts";
import type { FromGuest, ToGuest } from "./protocol.ts";
import type { Loadable } from "./source-map.ts";

const node = process;
const root = node.cwd();

/** What keeps Node alive for the sample's sake. The guest's own: pipes or a terminal for the lines, and its timers. */
const RESOURCES = /^(TCP|UDP|HTTP|TLS|FS|Process|PROCESS|DNS|GetAddr|Worker)/;

const guest = new Guest(
  {
    isProject: true,
    place: {
      addressOf: (code, file) => {
        const path = resolve(root, scriptName(file));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, code);
        return pathToFileURL(path).href;
      },
      load: (address) => import(address),
      specifierOf: (target, from) => {
        const path = posix.relative(posix.dirname(from), scriptName(target));
        return path.startsWith(".") ? path : `./${path}`;
      },
    },
    isBusy: () => node.getActiveResourcesInfo().some((resource) => RESOURCES.test(resource)),
    post,
    onUncaught: (report) => {
      node.on("uncaughtException", (error) => {
        report(error);
      });
      node.on("unhandledRejection", (reason) => {
        report(reason);
      });
    },
    locate: async (error, loaded) => placeIn(error.stack ?? "") ?? (await placeOfSyntax(loaded)),
  },
  [],
);

/** Node puts the place before the stack of an error that an import has made: address and line, and carets below. */
function placeIn(stack: string): SourcePosition | undefined {
  const found = /^(\S+):(\d+)\n.*\n( *)\^/.exec(stack);
  if (found === null) return undefined;
  return { file: found[1]!, line: Number(found[2]), column: found[3]!.length + 1 };
}

/** Node tells where syntax is wrong only when it is asked to check a file. */
async function placeOfSyntax(loaded: readonly Loadable[]): Promise<SourcePosition | undefined> {
  for (const { address } of loaded) {
    const checked = await new Promise<string>((resolve) => {
      execFile("node", ["--check", fileURLToPath(address)], (_error, _output, errors) => {
        resolve(errors);
      });
    });
    const place = placeIn(checked);
    // The check names the file by its path.
    if (place !== undefined) return { ...place, file: address };
  }
  return undefined;
}

function post(message: FromGuest): void {
  const bytes = Buffer.from(markedLine(message));
  for (let done = 0; done < bytes.length;) {
    try {
      done += writeSync(1, bytes, done);
    } catch (error) {
      // The reader of a full pipe is behind.
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
    }
  }
}

let rest = "";
node.stdin.setEncoding("utf8").on("data", (text: string) => {
  const lines = (rest + text).split(/\r?\n/);
  rest = lines.pop()!;
  for (const { json } of lines.map(readLine))
    if (json !== undefined) guest.receive(fromJson(json) as ToGuest);
});

guest.receive(fromJson(readFileSync(node.argv[2]!, "utf8")) as ToGuest);
