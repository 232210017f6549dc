/**
 * Runs in the document that stands in for WebContainer's runtime: speaks the protocol of `@webcontainer/api` (Comlink over
 * a port that it hands to its parent), and lets the test's own machine do the work (host.ts).
 */
import * as Comlink from "comlink";

declare global {
  /** Calls a method of host.ts. */
  var callHost: (method: string, args: readonly unknown[]) => Promise<unknown>;
  /** Called by host.ts: something for a listener of this page. */
  var tellPage: (channel: number, value: unknown) => void;
}

const call = (method: string, ...args: unknown[]) => callHost(method, args);

const listeners = new Map<number, (value: never) => void>();
let channels = 0;

function listen<T>(listener: (value: T) => void): number {
  listeners.set(++channels, listener as (value: never) => void);
  return channels;
}
globalThis.tellPage = (channel, value) => listeners.get(channel)?.(value as never);

/** Bytes cross between test and page as text of one character each. */
const toBytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const toText = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

interface Output {
  readonly text?: string;
  readonly code?: number;
}

const fileSystem = {
  readFile: async (path: string, encoding?: string) => {
    const bytes = toBytes((await call("readFile", path)) as string);
    return encoding === undefined || encoding === null ? bytes : new TextDecoder(encoding).decode(bytes);
  },
  writeFile: (path: string, data: string | Uint8Array) =>
    call("writeFile", path, toText(typeof data === "string" ? new TextEncoder().encode(data) : data)),
  mkdir: (path: string, options?: object) => call("mkdir", path, options),
  rm: (path: string, options?: object) => call("rm", path, options),
  rename: (from: string, to: string) => call("rename", from, to),
  readdir: async (path: string, options?: { withFileTypes?: boolean } | null) => {
    const entries = (await call("readdir", path)) as { name: string; isFolder: boolean }[];
    if (options?.withFileTypes !== true) return entries.map(({ name }) => name);
    return entries.map(({ name, isFolder }) => ({ name, "Symbol(type)": isFolder ? 2 : 1 }));
  },
  watch: () => Comlink.proxy({ close: () => undefined }),
};

const instance = {
  run: async (
    command: object,
    _stdout: unknown,
    _stderr: unknown,
    output?: (bytes: Uint8Array | null) => void,
  ) => {
    let ended: (code: number) => void;
    const onExit = new Promise<number>((resolve) => (ended = resolve));
    const channel = listen(({ text, code }: Output) => {
      if (text !== undefined) output?.(toBytes(text));
      if (code === undefined) return;
      output?.(null);
      ended(code);
      listeners.delete(channel);
    });
    const id = await call("spawn", command, channel);
    return Comlink.proxy({
      onExit,
      kill: () => call("kill", id),
      write: (text: string) => call("write", id, text),
      resize: () => undefined,
    });
  },
  loadFiles: (tree: Uint8Array, options?: { mountPoints?: string }) =>
    call("loadFiles", new TextDecoder().decode(tree), options?.mountPoints),
  fs: () => Comlink.proxy(fileSystem),
  previewScript: () => Comlink.proxy({}),
  setPreviewScript: () => undefined,
  setCredentials: () => undefined,
  runtimeInfo: () => call("runtimeInfo"),
  on: async (event: string, listener: (...values: unknown[]) => void) => {
    const channel = listen((values: unknown[]) => {
      listener(...values);
    });
    await call("on", event, channel);
    return Comlink.proxy(() => listeners.delete(channel));
  },
  serialize: async (path: string) => new TextEncoder().encode((await call("serialize", path)) as string),
  teardown: () => call("teardown"),
};

const build = async (options: object) => {
  await call("build", options);
  return Comlink.proxy(instance);
};

const { port1, port2 } = new MessageChannel();
Comlink.expose({ build }, port1);
window.parent.postMessage({ type: "init" }, "*", [port2]);
