/** The guest in a browser: a classic worker, made by the opaque frame (engines/worker/frame.ts) from a blob. */
import type { SourcePosition } from "../engine.ts";
import { dataAddress } from "./data-address.ts";
import { Guest } from "./guest.ts";
import type { FromGuest, ToGuest } from "./protocol.ts";

/** What the frame says to a worker. */
export type ToWorker =
  | { readonly type: "connect"; readonly port: MessagePort }
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

const guest = new Guest({
  addressOf,
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
});

scope.addEventListener<MessageEvent<ToWorker>>("message", ({ data }) => {
  if (data.type === "located") return located(data.place);
  if (tellHost !== undefined) return;
  const { port } = data;
  // Bound now: code that changes the prototype later does not get hold of the port.
  tellHost = port.postMessage.bind(port);
  port.onmessage = (event: MessageEvent<ToGuest>) => {
    guest.receive(event.data);
  };
});

void guest.ready().then(() => {
  tellFrame({ type: "ready" });
});
