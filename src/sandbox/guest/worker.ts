/** The guest in a browser: runs in a classic worker, made by the opaque frame (engines/worker/frame.ts) from a blob. */
import * as core from "beamish";
import type { SourcePosition } from "../engine.ts";
import { dataAddress } from "./data-address.ts";
import { Guest } from "./guest.ts";
import { takeLoad } from "./loader.ts";
import type { Supply } from "./packages.ts";
import type { FromGuest, ToGuest } from "./protocol.ts";

/** What the frame says to a worker. */
export type ToWorker =
  /** The start of a run, and where the parts of the runtime are that it needs besides the core. */
  | {
      readonly type: "connect";
      readonly port: MessagePort;
      readonly parts: readonly { readonly package: string; readonly address: string }[];
    }
  | { readonly type: "located"; readonly place: SourcePosition | undefined };

/** What a worker says to the frame. */
export type FromWorker = { readonly type: "ready" } | { readonly type: "locate"; readonly address: string };

interface WorkerScope {
  readonly location: { readonly protocol: string };
  postMessage(message: FromWorker): void;
  addEventListener<E>(type: string, listener: (event: E) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
// The reader's code gets another `postMessage`.
const tellFrame = scope.postMessage.bind(scope);
let tellHost: ((message: FromGuest) => void) | undefined;
let located: (place: SourcePosition | undefined) => void = () => undefined;

// A worker from a data: address cannot import blob: modules. The frame uses such workers where blob: ones are refused.
const blobAddress = (code: string) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
const addressOf = scope.location.protocol === "data:" ? dataAddress : blobAddress;
const load = takeLoad();

/** The bundle leaves out of `beamish` what comes in parts (parts.ts). */
const CORE: Supply = [["beamish", core]];

const guest = new Guest(
  {
    place: { addressOf, load },
    post: (message) => {
      tellHost?.(message);
    },
    onUncaught: (report) => {
      scope.addEventListener<ErrorEvent>("error", (event) => {
        event.preventDefault();
        const { filename: file, lineno: line, colno: column } = event;
        report(event.error ?? new Error(event.message), { file, line, column });
      });
      scope.addEventListener<PromiseRejectionEvent>("unhandledrejection", (event) => {
        event.preventDefault();
        report(event.reason);
      });
    },
    // Only a document is told where a module's syntax is wrong.
    locate: (_, loaded) =>
      new Promise((resolve) => {
        located = resolve;
        tellFrame({ type: "locate", address: loaded.at(-1)!.address });
      }),
  },
  CORE,
);

const loadPart = async (part: { package: string; address: string }) =>
  [part.package, await load(part.address)] as const;

scope.addEventListener<MessageEvent<ToWorker>>("message", ({ data }) => {
  if (data.type === "located") return located(data.place);
  if (tellHost !== undefined) return;
  const { port, parts } = data;
  if (parts.length > 0) guest.supply(Promise.all(parts.map(loadPart)).then((more) => [...CORE, ...more]));
  // Bound now: code that changes the prototype later does not get hold of the port.
  tellHost = port.postMessage.bind(port);
  port.onmessage = (event: MessageEvent<ToGuest>) => {
    guest.receive(event.data);
  };
});

void guest.ready().then(() => {
  tellFrame({ type: "ready" });
});
