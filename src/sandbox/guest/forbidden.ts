/** Things a sample might reach for and cannot have. The engine's walls keep them out; this says so in words. */

const NETWORK = "a sample has no network. Let a process play the other side.";
const THREAD = "a sample runs in one thread. Use spawn: processes cost next to nothing.";
const NODE = "a sample does not run in Node.";
const STORAGE = "a sample can keep nothing on your device.";

/** Name of a global to why it cannot be used, and what to do instead. */
const REASONS: Readonly<Record<string, string>> = {
  fetch: NETWORK,
  XMLHttpRequest: NETWORK,
  WebSocket: NETWORK,
  WebSocketStream: NETWORK,
  EventSource: NETWORK,
  WebTransport: NETWORK,
  importScripts: "a sample can import only its own files and beamish.",
  Worker: THREAD,
  SharedWorker: THREAD,
  BroadcastChannel: "a sample cannot talk to other pages.",
  postMessage: "a sample cannot talk to the page. Print with console.log.",
  close: "a sample ends when its code has ended. To end a process, use exit(reason).",
  require: `${NODE} Use import, with the names of beamish or of the sample's own files.`,
};

/** Objects that fail when anything of theirs is used. */
const OBJECTS: Readonly<Record<string, string>> = {
  process: `${NODE} To end a process, use exit(reason); the sample ends when its code has ended.`,
  indexedDB: STORAGE,
  localStorage: STORAGE,
  sessionStorage: STORAGE,
  caches: STORAGE,
};

/** Replaces each of these globals by something that throws an error saying why, when it is called or looked into. */
export function forbid(world: object): void {
  for (const [name, reason] of Object.entries(REASONS)) {
    // A function, not an arrow: it may be called with `new`.
    replace(world, name, function () {
      throw new Error(`${name} is not available in a sample: ${reason}`);
    });
  }
  for (const [name, reason] of Object.entries(OBJECTS)) {
    const refuse = (_: object, key: string | symbol) => {
      throw new Error(`${name}.${String(key)} is not available in a sample: ${reason}`);
    };
    replace(world, name, new Proxy({}, { get: refuse, set: refuse }));
  }
}

/**
 * Lets arrays be gone through as they were made to be: whoever changes that, in the thread that he shares with the runtime
 * and the guest, gets an error instead of a loop that takes all memory before anybody can end it.
 */
export function keepIteration(): void {
  const { value } = Object.getOwnPropertyDescriptor(Array.prototype, Symbol.iterator)!;
  Object.defineProperty(Array.prototype, Symbol.iterator, { value, writable: false, configurable: false });
}

function replace(world: object, name: string, value: unknown): void {
  Object.defineProperty(world, name, { value, writable: true, configurable: true, enumerable: false });
}
