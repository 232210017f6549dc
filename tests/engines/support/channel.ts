/** Values that come one by one, for a `for await`. */
export function channel<T>(): AsyncIterable<T> & { send(value: T): void; close(): void } {
  const values: T[] = [];
  let closed = false;
  let changed: () => void = () => undefined;
  return {
    send: (value) => {
      values.push(value);
      changed();
    },
    close: () => {
      closed = true;
      changed();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (values.length > 0) yield values.shift()!;
        if (closed) return;
        await new Promise<void>((resolve) => (changed = resolve));
      }
    },
  };
}
