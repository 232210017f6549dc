/**
 * The wall: a document in `<iframe sandbox="allow-scripts">`, so of an opaque origin, under a policy that allows no
 * network (src/sandbox/bundle.ts). It starts a worker for each run and ends it. The reader's code runs in those workers,
 * never here and never on the site's own origin.
 */
import type { SourcePosition } from "../../engine.ts";
import { dataAddress } from "../../guest/data-address.ts";
import { FIRST_LINES } from "../../guest/loader.ts";
import type { FromWorker, ToWorker } from "../../guest/worker.ts";
import type { Part } from "../../parts.ts";

/** What the page says. `run` brings the port on which the page and the guest talk; `stop` one that is answered. */
export type ToFrame =
  | {
      readonly type: "run";
      readonly id: number;
      /** The parts of the runtime that the run needs, and the modules of them that the frame has not got yet. */
      readonly parts: readonly Part[];
      readonly modules: readonly Module[];
    }
  | { readonly type: "stop"; readonly id: number };

/** A module of the guest or the runtime; it may import those before it in the list. */
export type Module = readonly [file: string, code: string];

/** What the frame says. */
export type FromFrame =
  /** This is the frame, and it is starting. */
  | { readonly type: "here" }
  | { readonly type: "ready" }
  | { readonly type: "failed" }
  /** The worker of a run has died. */
  | { readonly type: "crashed"; readonly id: number; readonly message: string };

/** The guest, last, and what it imports. Put here by the bundle, wherever the name is written: hence once. */
declare const MODULES: readonly Module[];
const guestModules = MODULES;

/** Milliseconds after the start of a run before the next worker is made: the run goes first. */
const SPARE_AFTER = 250;

/** A worker in which a guest loads, or has loaded. */
interface Guest {
  readonly worker: Worker;
  /** Whether it can run something: settled when the guest is there, or never will be. */
  readonly ready: Promise<boolean>;
}

const running = new Map<number, Guest>();
/** How workers and modules get an address. */
let addressOf = blobAddress;
/** Module to its address. */
const addresses = new Map<string, string>();
let spare: Guest | undefined;

function toPage(message: FromFrame): void {
  window.parent.postMessage(message, "*");
}

function toWorker(worker: Worker, message: ToWorker, ...ports: MessagePort[]): void {
  worker.postMessage(message, ports);
}

function load(modules: readonly Module[]): void {
  for (const [file, code] of modules) {
    const linked = code.replace(/"\.\/([\w-]+\.js)"/g, (specifier, name: string) => {
      const address = addresses.get(name);
      return address === undefined ? specifier : JSON.stringify(address);
    });
    addresses.set(file, addressOf(linked));
  }
}

function makeGuest(): Guest {
  const address = addresses.get(guestModules.at(-1)![0])!;
  const worker = new Worker(addressOf(FIRST_LINES));
  worker.postMessage(address);
  const ready = new Promise<boolean>((resolve) => {
    worker.onmessage = async ({ data }: MessageEvent<FromWorker>) => {
      if (data.type === "ready") resolve(true);
      else toWorker(worker, { type: "located", place: await locate(data.address) });
    };
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(false);
    };
  });
  return { worker, ready };
}

async function start({ id, parts, modules }: Extract<ToFrame, { type: "run" }>, port: MessagePort) {
  const guest = spare ?? makeGuest();
  spare = undefined;
  running.set(id, guest);
  load(modules);
  const found = parts.map((part) => ({
    package: part.package,
    address: addresses.get(part.modules.at(-1)!)!,
  }));
  setTimeout(() => {
    spare ??= makeGuest();
  }, SPARE_AFTER);
  const { worker, ready } = guest;
  const isReady = await ready;
  worker.onerror = (event) => {
    event.preventDefault();
    toPage({ type: "crashed", id, message: event.message });
  };
  if (isReady) toWorker(worker, { type: "connect", port, parts: found }, port);
  else toPage({ type: "crashed", id, message: "it did not start" });
}

function stop(id: number): void {
  running.get(id)?.worker.terminate();
  running.delete(id);
}

/**
 * Where the syntax of a module is wrong: a document gets that in an error event, a worker does not. The module is only
 * parsed and linked, never run: the first of the two imports throws.
 */
function locate(address: string): Promise<SourcePosition | undefined> {
  const asked = [blobAddress('throw "guard"'), address]
    .map((one) => `import ${JSON.stringify(one)};`)
    .join("");
  const script = document.createElement("script");
  script.type = "module";
  script.src = blobAddress(asked);
  return new Promise((resolve) => {
    const done = (event: Event | string) => {
      if (typeof event !== "string") event.preventDefault();
      removeEventListener("error", done);
      script.remove();
      URL.revokeObjectURL(script.src);
      if (!(event instanceof ErrorEvent) || !(event.error instanceof SyntaxError)) return resolve(undefined);
      resolve({ file: event.filename, line: event.lineno, column: event.colno });
    };
    addEventListener("error", done);
    script.onerror = done;
    document.head.append(script);
  });
}

function blobAddress(code: string): string {
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}

/** Tries whether guests can be made at such addresses; the one that was made for it becomes the spare. */
async function tryAddresses(make: (code: string) => string): Promise<boolean> {
  addressOf = make;
  load(guestModules);
  const guest = makeGuest();
  const works = await guest.ready;
  if (works) spare ??= guest;
  else guest.worker.terminate();
  return works;
}

/** Some browsers refuse with an exception, others with an event. */
const refused = () => false;

async function boot(): Promise<void> {
  toPage({ type: "here" });
  addEventListener("message", (event: MessageEvent<ToFrame>) => {
    if (event.source !== window.parent) return;
    const message = event.data;
    const port = event.ports[0];
    if (message.type === "run" && port !== undefined) void start(message, port);
    if (message.type === "stop") {
      stop(message.id);
      port?.postMessage("stopped");
    }
  });
  // WebKit refuses blob: workers in an opaque origin where the page is cross-origin isolated.
  const works =
    (await tryAddresses(blobAddress).catch(refused)) || (await tryAddresses(dataAddress).catch(refused));
  toPage({ type: works ? "ready" : "failed" });
}

if (self.origin === "null" && window.parent !== window) void boot();
else
  document.body.textContent = "This document does nothing by itself: it runs code inside a sandboxed frame.";
