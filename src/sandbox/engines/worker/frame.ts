/**
 * The wall: a document in `<iframe sandbox="allow-scripts">`, so of an opaque origin, under a policy that allows no
 * network (src/sandbox/bundle.ts). It starts a worker for each run and ends it. The reader's code runs in those workers,
 * never here and never on the site's own origin.
 */
import type { FromWorker, ToWorker } from "../../guest/worker.ts";
import type { SourcePosition } from "../../engine.ts";

/** What the page says. `run` brings the port on which the page and the guest talk; `stop` one that is answered. */
export type ToFrame = { readonly type: "run" | "stop"; readonly id: number };

/** What the frame says. */
export type FromFrame =
  /** This is the frame, and it is starting. */
  | { readonly type: "here" }
  | { readonly type: "ready" }
  | { readonly type: "failed" }
  /** The worker of a run has died. */
  | { readonly type: "crashed"; readonly id: number; readonly message: string };

/** Put here by the bundle, wherever the name is written: hence once. */
declare const GUEST: string;
const guestCode = GUEST;

/** Milliseconds after the start of a run before the next worker is made: the run goes first. */
const SPARE_AFTER = 250;

const running = new Map<number, Worker>();
let guestAddress = "";
let spare: Worker | undefined;

function toPage(message: FromFrame): void {
  window.parent.postMessage(message, "*");
}

function toWorker(worker: Worker, message: ToWorker, ...ports: MessagePort[]): void {
  worker.postMessage(message, ports);
}

function makeWorker(): Worker {
  const worker = new Worker(guestAddress);
  worker.onmessage = async ({ data }: MessageEvent<FromWorker | undefined>) => {
    if (data?.type === "locate") toWorker(worker, { type: "located", place: await locate(data.address) });
  };
  return worker;
}

function start(id: number, port: MessagePort): void {
  const worker = spare ?? makeWorker();
  spare = undefined;
  running.set(id, worker);
  worker.onerror = (event) => {
    event.preventDefault();
    toPage({ type: "crashed", id, message: event.message });
  };
  toWorker(worker, { type: "connect", port }, port);
  setTimeout(() => {
    spare ??= makeWorker();
  }, SPARE_AFTER);
}

function stop(id: number): void {
  running.get(id)?.terminate();
  running.delete(id);
}

/**
 * Where the syntax of a module is wrong: a document gets that in an error event, a worker does not. The module is only
 * parsed and linked, never run: the first of the two imports throws.
 */
function locate(address: string): Promise<SourcePosition | undefined> {
  const asked = [moduleAddress('throw "guard"'), address]
    .map((one) => `import ${JSON.stringify(one)};`)
    .join("");
  const script = document.createElement("script");
  script.type = "module";
  script.src = moduleAddress(asked);
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

const moduleAddress = (code: string) => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));

/** Tries whether workers can be made from this address; the one that was made for it becomes the spare. */
async function tryAddress(address: string): Promise<boolean> {
  guestAddress = address;
  const worker = makeWorker();
  const works = await new Promise<boolean>((resolve) => {
    worker.addEventListener("message", () => resolve(true), { once: true });
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(false);
    };
  });
  if (works) spare ??= worker;
  else worker.terminate();
  return works;
}

/** Some browsers refuse with an exception, others with an event. */
const refused = () => false;

async function boot(): Promise<void> {
  toPage({ type: "here" });
  addEventListener("message", (event: MessageEvent<ToFrame>) => {
    if (event.source !== window.parent) return;
    const { type, id } = event.data;
    const port = event.ports[0];
    if (type === "run" && port !== undefined) start(id, port);
    if (type === "stop") {
      stop(id);
      port?.postMessage("stopped");
    }
  });
  // WebKit refuses blob: workers in an opaque origin where the page is cross-origin isolated.
  const works =
    (await tryAddress(moduleAddress(guestCode)).catch(refused)) ||
    (await tryAddress(`data:text/javascript,${encodeURIComponent(guestCode)}`).catch(refused));
  toPage({ type: works ? "ready" : "failed" });
}

if (self.origin === "null" && window.parent !== window) void boot();
else
  document.body.textContent = "This document does nothing by itself: it runs code inside a sandboxed frame.";
