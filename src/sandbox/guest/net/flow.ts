/** What comes from a socket, taken no faster than somebody wants it. */
import type { Bytes } from "./bytes.ts";

/** As much of a socket as is needed here. */
interface Source {
  readonly destroyed: boolean;
  on(event: string, listener: (...args: never[]) => unknown): unknown;
  once(event: string, listener: () => unknown): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
}

/** Where `pipe` leads. */
export interface Destination {
  write(data: Bytes | string): boolean;
  once(event: string, listener: () => void): unknown;
  end(): unknown;
}

/** Passes on what comes, and then the end. */
export function pour(from: Source, to: Destination): void {
  from.on("data", (data: Bytes | string) => {
    if (to.write(data)) return;
    from.pause();
    to.once("drain", () => from.resume());
  });
  from.on("end", () => to.end());
}

/** Piece by piece. Who no longer asks closes the connection. */
export async function* pieces(from: Source): AsyncGenerator<Bytes | string, void, undefined> {
  const come: (Bytes | string)[] = [];
  let arrived: () => void = () => undefined;
  let isOver = from.destroyed;
  let failure: Error | undefined;
  from.on("data", (data: Bytes | string) => {
    come.push(data);
    from.pause();
    arrived();
  });
  from.on("error", (error: Error) => (failure = error));
  for (const event of ["end", "close"])
    from.once(event, () => {
      isOver = true;
      arrived();
    });
  try {
    for (;;) {
      for (let piece = come.shift(); piece !== undefined; piece = come.shift()) yield piece;
      if (failure !== undefined) throw failure;
      if (isOver) return;
      from.resume();
      await new Promise<void>((resolve) => (arrived = resolve));
    }
  } finally {
    from.destroy();
  }
}
