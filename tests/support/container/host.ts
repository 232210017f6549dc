/**
 * A stand-in for WebContainer's runtime, which its vendor serves and no test can reach: the real client of
 * `@webcontainer/api` talks to page.ts, and real Node does the work here, in a temporary folder.
 *
 * What this proves: that our engine speaks the client's interface as the client documents it, and that the project it
 * mounts runs on a real Node. What it does not: that the vendor's Node, shell and file system behave like these.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { constants, tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";
import type { BrowserContext, Frame } from "playwright";

const ORIGIN = "https://stackblitz.com";
/** Where the previews of servers are: one name a port. */
const PREVIEWS = "test.webcontainer-api.io";
/** What a document must say to be embedded in an isolated page. */
const EMBEDDABLE = {
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "cross-origin",
};

/** A tree of files as the client sends it: `d` folders, `f` files with contents `c` (binary if `b`) or a link `l`. */
interface Tree {
  readonly d: Readonly<Record<string, Tree | { readonly f: { c: string; b?: boolean; l?: string } }>>;
}

interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The size of the terminal that it is attached to, if it is. */
  readonly terminal?: { readonly cols: number; readonly rows: number };
}

/** What may run besides `node`. `jsh` is the container's own shell. */
const PROGRAMS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  // A terminal of its own (util-linux's script makes one), so that it echoes what is typed.
  jsh: ["script", "-qfec", "exec sh -i", "/dev/null"],
  cat: ["cat"],
  echo: ["echo"],
  ls: ["ls"],
};

/** Tells the parent which ports the program listens on. */
const TELL_PORTS = `data:text/javascript,${encodeURIComponent(`
  import { Server } from "node:net";
  const { listen } = Server.prototype;
  Server.prototype.listen = function (...args) {
    this.once("listening", () => process.send?.({ port: this.address().port }));
    return listen.apply(this, args);
  };`)}`;

/** One container: what a frame has built. */
class Container {
  readonly #frame: Frame;
  readonly #home: string;
  readonly #root: string;
  readonly #processes = new Map<number, ChildProcess>();
  readonly #listeners: { event: string; channel: number }[] = [];
  #ids = 0;

  constructor(frame: Frame, home: string, folder: string) {
    this.#frame = frame;
    this.#home = home;
    this.#root = join(home, folder);
  }

  static async build(
    frame: Frame,
    { workdirName = "project" }: { workdirName?: string },
  ): Promise<Container> {
    const home = await realpath(await mkdtemp(join(tmpdir(), "container-")));
    await mkdir(join(home, workdirName));
    return new Container(frame, home, workdirName);
  }

  /** Ends what runs, and removes the folder. */
  async teardown(): Promise<void> {
    const running = [...this.#processes.values()];
    const ended = running.map((process) => new Promise((resolve) => process.once("close", resolve)));
    for (const process of running) process.kill("SIGKILL");
    await Promise.all(ended);
    // What they started themselves may still write for a moment.
    await rm(this.#home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  runtimeInfo() {
    return { path: "/bin:/usr/bin:/usr/local/bin", cwd: "/home/project" };
  }

  async loadFiles(json: string, mountPoint = "."): Promise<void> {
    const folder = this.#at(mountPoint);
    await mkdir(folder, { recursive: true });
    await this.#put(folder, JSON.parse(json) as Tree);
  }

  async readFile(path: string): Promise<string> {
    return (await readFile(this.#at(path))).toString("latin1");
  }

  async writeFile(path: string, text: string): Promise<void> {
    await writeFile(this.#at(path), Buffer.from(text, "latin1"));
  }

  async mkdir(path: string, options?: object): Promise<void> {
    await mkdir(this.#at(path), options);
  }

  async rm(path: string, options?: object): Promise<void> {
    await rm(this.#at(path), options ?? {});
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(this.#at(from), this.#at(to));
  }

  async readdir(path: string) {
    const entries = await readdir(this.#at(path), { withFileTypes: true });
    return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
  }

  async serialize(path: string): Promise<string> {
    return JSON.stringify(await this.#tree(this.#at(path)));
  }

  on(event: string, channel: number): void {
    this.#listeners.push({ event, channel });
  }

  spawn({ command, args, cwd = ".", env = {}, terminal }: Command, channel: number): number {
    const id = ++this.#ids;
    const known = command === "node" ? ([process.execPath] as const) : PROGRAMS[command];
    if (known === undefined) {
      void this.#tell(channel, { text: `jsh: command not found: ${command}\r\n` }).then(() =>
        this.#tell(channel, { code: 127 }),
      );
      return id;
    }
    const [program, ...first] = known;
    const child = spawn(program, [...first, ...args], {
      cwd: this.#at(cwd),
      stdio: command === "node" ? ["pipe", "pipe", "pipe", "ipc"] : ["pipe", "pipe", "pipe"],
      env: {
        PATH: `${join(process.execPath, "..")}:${process.env.PATH}`,
        HOME: this.#home,
        TERM: "xterm-256color",
        PS1: "$ ",
        ...(terminal && { COLUMNS: String(terminal.cols), LINES: String(terminal.rows) }),
        ...(command === "node" ? { NODE_OPTIONS: `--import ${TELL_PORTS}` } : {}),
        ...env,
      },
    });
    this.#processes.set(id, child);
    let told = Promise.resolve();
    let waiting = "";
    // What comes while the page is being told goes with the next message.
    const flush = async () => {
      const text = waiting;
      waiting = "";
      if (text !== "") await this.#tell(channel, { text });
    };
    // As a terminal ends lines, and with the folder that the real one shows.
    const write = (data: Buffer) => {
      waiting += data.toString("latin1").replaceAll("\n", "\r\n").replaceAll(this.#root, "/home/project");
      told = told.then(flush);
    };
    child.stdout!.on("data", write);
    child.stderr!.on("data", write);
    const ports: number[] = [];
    child.on("message", ({ port }: { port: number }) => {
      ports.push(port);
      void this.#announce(port, "open");
    });
    child.on("error", (error) => write(Buffer.from(String(error))));
    child.on("close", (code, signal) => {
      this.#processes.delete(id);
      for (const port of ports) void this.#announce(port, "close");
      const status = code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
      void told.then(flush).then(() => this.#tell(channel, { code: status }));
    });
    return id;
  }

  kill(id: number): void {
    this.#processes.get(id)?.kill("SIGKILL");
  }

  write(id: number, text: string): void {
    this.#processes.get(id)?.stdin?.write(text);
  }

  #at(path: string): string {
    const found = resolve(this.#root, path);
    if (found !== this.#home && !found.startsWith(this.#home + sep))
      throw new Error(`EACCES: ${path} is outside the container`);
    return found;
  }

  async #put(folder: string, tree: Tree): Promise<void> {
    for (const [name, entry] of Object.entries(tree.d)) {
      const path = join(folder, name);
      if ("d" in entry) {
        await mkdir(path, { recursive: true });
        await this.#put(path, entry);
      } else if (entry.f.l !== undefined) await symlink(entry.f.l, path);
      else await writeFile(path, Buffer.from(entry.f.c, entry.f.b === true ? "latin1" : "utf8"));
    }
  }

  async #tree(folder: string): Promise<Tree> {
    const d: Record<string, Tree["d"][string]> = {};
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      d[entry.name] = entry.isDirectory()
        ? await this.#tree(path)
        : { f: { c: await readFile(path, "utf8") } };
    }
    return { d };
  }

  async #announce(port: number, what: "open" | "close"): Promise<void> {
    const url = `https://p${port}.${PREVIEWS}/`;
    for (const { event, channel } of this.#listeners) {
      if (event === "port") await this.#tell(channel, [port, what, url]);
      if (event === "server-ready" && what === "open") await this.#tell(channel, [port, url]);
    }
  }

  /** A page that has gone does not hear. */
  #tell(channel: number, value: unknown): Promise<void> {
    return this.#frame
      .evaluate(
        ([to, what]) => {
          globalThis.tellPage(to, what);
        },
        [channel, value] as const,
      )
      .catch(() => undefined);
  }
}

/** The client brings its own Comlink, and two versions of it do not understand each other. */
const comlinkOfClient: Plugin = {
  name: "comlink-of-client",
  setup({ onResolve, onLoad }) {
    const client = fileURLToPath(new URL(".", import.meta.resolve("@webcontainer/api")));
    onResolve({ filter: /^comlink$/ }, ({ path }) => ({ path, namespace: "client" }));
    onLoad({ filter: /.*/, namespace: "client" }, () => ({
      contents: 'import { Comlink } from "./vendor/index.js"; export const { expose, proxy } = Comlink;',
      resolveDir: client,
    }));
  },
};

type Method = keyof Container;

export interface ContainerHost {
  close(): Promise<void>;
}

/**
 * Answers for WebContainer's server in this browser context.
 *
 * @param options.delay milliseconds before the document of the runtime is served
 */
export async function hostContainers(
  context: BrowserContext,
  options: { delay?: number } = {},
): Promise<ContainerHost> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./page.ts", import.meta.url))],
    bundle: true,
    write: false,
    format: "iife",
    logLevel: "silent",
    plugins: [comlinkOfClient],
  });
  const body = `<!doctype html><title>Runtime</title><script>${outputFiles[0]!.text}</script>`;
  const containers = new Map<Frame, Promise<Container>>();

  await context.route(
    (url) => url.origin === ORIGIN && url.pathname === "/headless",
    async (route) => {
      if (options.delay !== undefined) await new Promise((done) => setTimeout(done, options.delay));
      await route.fulfill({
        status: 200,
        contentType: "text/html; charset=utf-8",
        headers: EMBEDDABLE,
        body,
      });
    },
  );
  await context.route(
    (url) => url.hostname.endsWith(`.${PREVIEWS}`),
    async (route) => {
      const { hostname, pathname, search } = new URL(route.request().url());
      const port = Number(/^p(\d+)\./.exec(hostname)![1]);
      const response = await route.fetch({ url: `http://localhost:${port}${pathname}${search}` });
      await route.fulfill({ response, headers: { ...response.headers(), ...EMBEDDABLE } });
    },
  );
  await context.exposeBinding("callHost", async ({ frame }, method: Method | "build", args: never[]) => {
    if (new URL(frame.url()).origin !== ORIGIN) throw new Error("Only the runtime's own document may call.");
    if (method === "build") {
      const container = Container.build(frame, args[0]!);
      containers.set(frame, container);
      return void (await container);
    }
    const container = await containers.get(frame)!;
    return (container[method] as (...values: never[]) => unknown)(...args);
  });
  return {
    close: async () => {
      await Promise.all([...containers.values()].map(async (container) => (await container).teardown()));
    },
  };
}
