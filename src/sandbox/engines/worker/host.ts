/** The worker engine, seen from the page: one hidden frame for all samples, one worker in it for each run. */
import type { Engine } from "../../engine.ts";
import type { FromGuest, ToGuest } from "../../guest/protocol.ts";
import { type Part, partsFor } from "../../parts.ts";
import { type OpenThread, runJob, type ThreadListener } from "../../run.ts";
import type { FromFrame, Module, ToFrame } from "./frame.ts";

/** Where the sandbox is in a site. */
export interface SandboxPlaces {
  /** URL of the frame's document. */
  readonly frame: string;
  /** The same for a page that is cross-origin isolated by its host's headers. */
  readonly isolatedFrame: string;
  /** The same for a page to which a service worker has added those headers: it adds them to what is under this URL. */
  readonly workerFrame: string;
  /** URL of the folder with the modules of the runtime's parts. */
  readonly modules: string;
  readonly parts: readonly Part[];
}

/** Milliseconds that the frame may take to start. */
const START_LIMIT = 30_000;
/** Milliseconds after it has loaded in which the frame must be heard. */
const SILENCE_LIMIT = 1_000;
/** Milliseconds after which a frame that does not say that a worker has ended is taken for dead. */
const STOP_LIMIT = 3_000;

/** Of a frame that is silent: a browser ends one that takes too much memory, and tells nobody. */
const SILENT = "its sandbox has probably taken all the memory that the browser gives it";
const GROWS = "Look for what grows without end: an array, a map, a text. The page is unharmed: run again.";
const DIED =
  "If the code changes globals or prototypes, it may have broken what runs it; if it does not, reload the page. An extension of the browser may block workers too.";

/** Makes the engine. Nothing is loaded until `warm` or `run` is called. */
export function createWorkerEngine(places: SandboxPlaces): Engine {
  let frame: Promise<Frame> | undefined;
  const library = new Library(places.modules);
  const boot = () => {
    frame ??= Frame.boot(places, () => {
      frame = undefined;
    });
    return frame;
  };
  /** The run before may be about to find out that the frame is dead. */
  let ending: Promise<void> = Promise.resolve();
  const open: OpenThread = async (listener, job) => {
    const parts = partsFor(job, places.parts);
    const [ready, modules] = await Promise.all([ending.then(boot), library.fetch(parts)]);
    const thread = ready.open(listener, parts, modules);
    return { ...thread, end: () => (ending = thread.end()) };
  };
  return {
    id: "worker",
    warm: async () => {
      await boot();
    },
    run: (job, signal) => runJob(job, signal, open),
  };
}

/** The modules of the runtime's parts: fetched once, on the site's own origin, because the frame has no network. */
class Library {
  readonly #folder: string;
  readonly #modules = new Map<string, Promise<Module>>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** All modules of these parts, each after those it imports. */
  fetch(parts: readonly Part[]): Promise<Module[]> {
    const files = new Set(parts.flatMap(({ modules }) => modules));
    return Promise.all([...files].map((file) => this.#module(file)));
  }

  #module(file: string): Promise<Module> {
    let module = this.#modules.get(file);
    if (module === undefined) {
      module = this.#fetch(file);
      this.#modules.set(file, module);
      // A failed download can be tried again.
      module.catch(() => this.#modules.delete(file));
    }
    return module;
  }

  async #fetch(file: string): Promise<Module> {
    const response = await fetch(this.#folder + file).catch(() => undefined);
    if (response?.ok !== true)
      throw new Error(`A part of the runtime that this code uses could not be fetched from ${this.#folder}.`);
    return [file, await response.text()];
  }
}

/** Where this page finds the frame, and whether the element has to be sandboxed. */
function frameFor(places: SandboxPlaces): { address: string; isSandboxed: boolean } {
  // Absent in browsers that cannot isolate a page.
  if (globalThis.crossOriginIsolated !== true) return { address: places.frame, isSandboxed: true };
  if (navigator.serviceWorker.controller === null)
    return { address: places.isolatedFrame, isSandboxed: true };
  // A service worker never hears what a sandboxed element asks for. So there the document comes to be sandboxed by a
  // header that the service worker adds; without it the frame refuses to run.
  return { address: places.workerFrame, isSandboxed: false };
}

class Frame {
  readonly #element: HTMLIFrameElement;
  readonly #lost: () => void;
  readonly #closed = new AbortController();
  readonly #runs = new Map<number, ThreadListener>();
  /** Modules that the frame has been given. */
  readonly #given = new Set<string>();
  #ids = 0;

  /** @param lost called when the frame is of no more use */
  static boot(places: SandboxPlaces, lost: () => void): Promise<Frame> {
    return new Promise((resolve, reject) => {
      const frame = new Frame(lost);
      const { address, isSandboxed } = frameFor(places);
      const fail = (message: string) => {
        frame.#close();
        reject(new Error(message));
      };
      let isHere = false;
      let isLoaded = false;
      const timer = setTimeout(() => {
        fail(`The sandbox did not start within ${START_LIMIT / 1_000} seconds.`);
      }, START_LIMIT);
      const hear = ({ source, data }: MessageEvent<FromFrame>) => {
        if (source === null || source !== frame.#element.contentWindow) return;
        if (data.type === "here") isHere = true;
        if (data.type === "crashed") frame.#crashed(data.id, data.message);
        if (data.type === "failed") fail("The browser does not let the sandbox start workers.");
        if (data.type === "ready") resolve(frame);
        if (data.type === "ready" || data.type === "failed") clearTimeout(timer);
      };
      addEventListener("message", hear, { signal: frame.#closed.signal });
      frame.#element.onload = () => {
        if (isLoaded) return fail("The sandbox has been replaced by another document.");
        isLoaded = true;
        // For whatever document may come in its place.
        frame.#element.setAttribute("sandbox", "allow-scripts");
        // An error page loads like any other; what it does not do is say that it is the frame.
        setTimeout(() => {
          if (!isHere) fail(`The sandbox is not at ${address}.`);
        }, SILENCE_LIMIT);
      };
      frame.#load(address, isSandboxed);
    });
  }

  private constructor(lost: () => void) {
    this.#lost = lost;
    this.#element = document.createElement("iframe");
  }

  #load(address: string, isSandboxed: boolean): void {
    const element = this.#element;
    if (isSandboxed) element.setAttribute("sandbox", "allow-scripts");
    element.setAttribute("aria-hidden", "true");
    element.title = "Where the samples run";
    element.tabIndex = -1;
    element.hidden = true;
    element.src = address;
    document.body.append(element);
  }

  #close(why = "the sandbox that it was in is gone", hint = DIED): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#element.remove();
    this.#lost();
    for (const id of [...this.#runs.keys()]) this.#crashed(id, why, hint);
  }

  #crashed(id: number, message: string, hint = DIED): void {
    const text = `The worker of this run died: ${message || "the browser does not say why"}.`;
    this.#runs.get(id)?.failed({ name: "EngineError", message: text, hint });
  }

  #send(message: ToFrame, port: MessagePort): void {
    this.#element.contentWindow?.postMessage(message, "*", [port]);
  }

  open(listener: ThreadListener, parts: readonly Part[], modules: readonly Module[]) {
    const id = ++this.#ids;
    this.#runs.set(id, listener);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<FromGuest>) => {
      listener.message(data);
    };
    const news = modules.filter(([file]) => !this.#given.has(file));
    for (const [file] of news) this.#given.add(file);
    this.#send({ type: "run", id, parts, modules: news }, port2);
    return {
      send: (message: ToGuest) => {
        port1.postMessage(message);
      },
      end: async () => {
        port1.close();
        await this.#stop(id);
        this.#runs.delete(id);
      },
    };
  }

  #stop(id: number): Promise<void> {
    if (this.#closed.signal.aborted) return Promise.resolve();
    const { port1, port2 } = new MessageChannel();
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#close(SILENT, GROWS);
        resolve();
      }, STOP_LIMIT);
      port1.onmessage = () => {
        clearTimeout(timer);
        port1.close();
        resolve();
      };
      this.#send({ type: "stop", id }, port2);
    });
  }
}
