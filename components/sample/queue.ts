/** Values that are pushed here, and waited for there. */
export class Queue<T extends object | string | number> implements AsyncIterable<T> {
  #values: T[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  /** Add a value. A closed queue takes no more. */
  push(value: T): void {
    if (this.#closed) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** No more values will come: who iterates comes to an end after those that are there. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      for (let next = this.#values.shift(); next !== undefined; next = this.#values.shift()) yield next;
      if (this.#closed) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
