/** The guest in Node: a worker thread made by engines/node/host.ts. */
import * as beamish from "beamish";
import * as load from "beamish/load";
import * as patterns from "beamish/patterns";
import * as stage from "beamish/stage";
import * as testing from "beamish/testing";
import * as trace from "beamish/trace";
import { parentPort } from "node:worker_threads";
import type { SourcePosition } from "../engine.ts";
import { dataAddress } from "./data-address.ts";
import { Guest } from "./guest.ts";
import * as net from "./net/index.ts";
import type { Supply } from "./packages.ts";
import type { FromGuest, ToGuest } from "./protocol.ts";
import type { Loadable } from "./source-map.ts";

/** What the thread says to the engine besides the guest's own messages. */
export type FromThread =
  FromGuest | { readonly type: "ready" } | { readonly type: "locate"; readonly files: readonly CodeFile[] };
/** The engine's answer: where the first file that cannot be parsed is at fault. */
export type ToThread = ToGuest | { readonly type: "located"; readonly place: SourcePosition | undefined };

export interface CodeFile {
  readonly file: string;
  readonly code: string;
}

const port = parentPort!;
const node = process;
let located: (place: SourcePosition | undefined) => void = () => undefined;

/** Everything: what is not used costs nothing here. */
const ALL: Supply = [
  ["beamish", beamish],
  ["beamish/load", load],
  ["beamish/patterns", patterns],
  ["beamish/stage", stage],
  ["beamish/testing", testing],
  ["beamish/trace", trace],
  ["node:net", net],
];

const guest = new Guest(
  {
    place: { addressOf: dataAddress, load: (address) => import(address) },
    post: (message) => {
      tell(message);
    },
    onUncaught: (report) => {
      node.on("uncaughtException", (error) => {
        report(error);
      });
      node.on("unhandledRejection", (reason) => {
        report(reason);
      });
    },
    locate: async (error, loaded) => placeOfImport(error) ?? (await placeOfSyntax(loaded)),
  },
  ALL,
);

/** Node puts the place before the stack of an error that an import has made: `main.ts:2`, the line, and carets below. */
function placeOfImport(error: SyntaxError): SourcePosition | undefined {
  const found = /^(\S+):(\d+)\n.*\n( *)\^/.exec(error.stack ?? "");
  if (found === null) return undefined;
  return { file: found[1]!, line: Number(found[2]), column: found[3]!.length + 1 };
}

function placeOfSyntax(loaded: readonly Loadable[]): Promise<SourcePosition | undefined> {
  return new Promise((resolve) => {
    located = resolve;
    tell({ type: "locate", files: loaded.map(({ linked }) => ({ file: linked.file, code: linked.code })) });
  });
}

function tell(message: FromThread): void {
  port.postMessage(message);
}

port.on("message", (message: ToThread) => {
  if (message.type === "located") located(message.place);
  else guest.receive(message);
});

void guest.ready().then(() => {
  tell({ type: "ready" });
});
