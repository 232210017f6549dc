/**
 * Carries words between the windows of one deck: a BroadcastChannel, or where there is none (or it is refused) storage
 * events, which reach the same windows.
 */
export interface Channel {
  send(message: unknown): void;
  close(): void;
}

/**
 * Open the channel called `name`.
 * @param hear called with whatever another window sent; nothing is known about its shape
 */
export function openChannel(name: string, hear: (message: unknown) => void): Channel {
  try {
    return broadcast(name, hear);
  } catch {
    return viaStorage(name, hear);
  }
}

function broadcast(name: string, hear: (message: unknown) => void): Channel {
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", (event) => hear(event.data));
  return { send: (message) => channel.postMessage(message), close: () => channel.close() };
}

function viaStorage(name: string, hear: (message: unknown) => void): Channel {
  let count = 0;
  const listen = (event: StorageEvent) => {
    if (event.key !== name || event.newValue === null) return;
    try {
      hear((JSON.parse(event.newValue) as { message: unknown }).message);
    } catch {
      // Something else wrote under this name. It was not meant for us.
    }
  };
  addEventListener("storage", listen);
  return {
    send(message) {
      try {
        // An event comes only when the value changes, so each message is made different from the one before.
        localStorage.setItem(name, JSON.stringify({ message, count: ++count, time: Date.now() }));
      } catch {
        // Storage is full or refused: this window goes alone.
      }
    },
    close: () => removeEventListener("storage", listen),
  };
}
