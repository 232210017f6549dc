/**
 * The WebContainer engine, seen from the page: one Node in the tab, with the reader's project in it, and one process of
 * that Node for each run.
 *
 * The process runs the same guest as the other engines. What the guest says comes as marked lines among the output;
 * lines without the mark are what the sample, or a program that it started, wrote itself.
 */
import type { WebContainer, WebContainerProcess } from "@webcontainer/api";
import type { Engine } from "../../engine.ts";
import { fromJson, markedLine, readLine, scriptName, toJson } from "../../guest/marked-lines.ts";
import type { FromGuest, ToGuest } from "../../guest/protocol.ts";
import { type OpenThread, runJob, type Thread, type ThreadListener } from "../../run.ts";
import { bootContainer, type BootStep } from "./boot.ts";
import { manifestFor, type ProjectFiles, treeOf } from "./project.ts";

export interface ContainerPlaces {
  /** URL of the guest and the runtime, as JSON: path in the project to contents. */
  readonly files: string;
  /** The site's key for the service. Commercial sites need one. */
  readonly key: string | undefined;
}

/** An engine with a Node in it, which can do more than run a job. */
export interface ContainerEngine extends Engine {
  /**
   * Boots if need be, makes these the files of the project, and gives the container: for terminals, previews and what
   * programs have written. What is in the project besides (results of programs, installed packages) stays.
   *
   * @param onStep told of each step as it begins
   * @throws {Unavailable} if there is no container to be had
   */
  open(files: ProjectFiles, entry: string, onStep?: (step: BootStep) => void): Promise<WebContainer>;
}

/** What the guest is, in the project. */
const GUEST = ".beamish/guest.mjs";
const ORDER = ".beamish/order.json";

export function createWebContainerEngine(places: ContainerPlaces): ContainerEngine {
  let furnished: Promise<WebContainer> | undefined;
  const boot = (onStep?: (step: BootStep) => void) => {
    furnished ??= furnish(places, onStep);
    // A service that did not answer may answer later.
    furnished.catch(() => (furnished = undefined));
    return furnished;
  };
  let before: ProjectFiles = {};
  const put = async (files: ProjectFiles, entry: string, onStep?: (step: BootStep) => void) => {
    const container = await boot(onStep);
    onStep?.("files");
    const manifest = "package.json" in files ? {} : { "package.json": manifestFor(scriptName(entry)) };
    const gone = Object.keys(before).filter((path) => !(path in files));
    // A file that has gone leaves the JavaScript that was made of it.
    const rests = new Set(gone.flatMap((path) => [path, scriptName(path)]));
    for (const path of rests) if (!(path in files)) await container.fs.rm(path, { force: true });
    await container.mount(treeOf({ ...files, ...manifest }));
    before = files;
    return container;
  };
  const openThread: OpenThread = async (listener, { files, entry }) =>
    new ContainerThread(await put(files, entry), listener);
  return {
    id: "webcontainer",
    warm: async () => {
      await boot();
    },
    open: put,
    run: (job, signal) => runJob(job, signal, openThread),
  };
}

async function furnish(
  { files, key }: ContainerPlaces,
  onStep?: (step: BootStep) => void,
): Promise<WebContainer> {
  // Where there is no network, the boot says so better than this request.
  const asked = fetch(files).catch(() => undefined);
  const [container, response] = await Promise.all([bootContainer(key, onStep), asked]);
  if (response?.ok !== true) throw new Error(`The runtime for Node could not be fetched from ${files}.`);
  await container.mount(treeOf((await response.json()) as ProjectFiles));
  return container;
}

class ContainerThread implements Thread {
  readonly #container: WebContainer;
  readonly #listener: ThreadListener;
  #process: Promise<WebContainerProcess> | undefined;
  #input: WritableStreamDefaultWriter<string> | undefined;
  /** The guest has said that the run is over. */
  #isOver = false;

  constructor(container: WebContainer, listener: ThreadListener) {
    this.#container = container;
    this.#listener = listener;
  }

  send(message: ToGuest): void {
    if (message.type === "run") this.#process = this.#start(message);
    else void this.#input?.write(markedLine(message));
  }

  async end(): Promise<void> {
    this.#isOver = true;
    const process = await this.#process?.catch(() => undefined);
    process?.kill();
    await process?.exit;
  }

  /** The order is a file: a terminal may cut long lines that are typed into it. */
  async #start(order: ToGuest): Promise<WebContainerProcess> {
    try {
      await this.#container.fs.writeFile(ORDER, toJson(order));
      const process = await this.#container.spawn("node", [GUEST, ORDER], { env: { NO_COLOR: "1" } });
      this.#input = process.input.getWriter();
      void this.#listen(process);
      return process;
    } catch (error) {
      const message = `Node could not be started: ${error instanceof Error ? error.message : String(error)}`;
      this.#listener.failed({ name: "EngineError", message, hint: "Run it again." });
      throw error;
    }
  }

  async #listen(process: WebContainerProcess): Promise<void> {
    let rest = "";
    const reader = process.output.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + piece.value).split(/\r?\n/);
      rest = lines.pop()!;
      lines.forEach(this.#hear);
    }
    if (rest !== "") this.#hear(rest);
    this.#ended(await process.exit);
  }

  readonly #hear = (line: string): void => {
    const { text, json } = readLine(line);
    if (text !== "") this.#print(text);
    const message = json === undefined ? undefined : messageIn(json);
    if (message === undefined) return;
    if (message.type === "events" && message.events.some(({ type }) => type === "exit")) this.#isOver = true;
    this.#listener.message(message);
  };

  #print(text: string): void {
    const event = { type: "log", level: "log", text, values: [{ kind: "string", text }] } as const;
    this.#listener.message({ type: "events", events: [event] });
  }

  /** The process has ended by itself: it may, by `process.exit`. */
  #ended(code: number): void {
    if (this.#isOver) return;
    const exit = { type: "exit", reason: code === 0 ? "finished" : "error" } as const;
    const failure = {
      type: "error",
      name: "ProcessExit",
      message: `Node ended with exit code ${code}.`,
      hint: "Look at what was printed last. The code may have called process.exit, or taken too much memory.",
      stack: [],
    } as const;
    this.#listener.message({ type: "events", events: code === 0 ? [exit] : [failure, exit] });
  }
}

/** A message of the guest, or of the host that a terminal has echoed: those are none. */
function messageIn(json: string): FromGuest | undefined {
  try {
    const message = fromJson(json) as FromGuest;
    return message.type === "events" || message.type === "pong" ? message : undefined;
  } catch {
    return undefined;
  }
}
