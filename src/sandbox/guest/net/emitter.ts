/** What sockets and servers have of Node's `EventEmitter`. */

export type Listener = (...args: never[]) => unknown;

interface Entry {
  readonly listener: Listener;
  readonly isOnce: boolean;
}

export class Emitter {
  readonly #entries = new Map<string, readonly Entry[]>();

  on(event: string, listener: Listener): this {
    return this.#add(event, { listener, isOnce: false });
  }

  once(event: string, listener: Listener): this {
    return this.#add(event, { listener, isOnce: true });
  }

  off(event: string, listener: Listener): this {
    const entries = this.#entriesOf(event);
    const last = entries.findLastIndex((entry) => entry.listener === listener);
    this.#entries.set(event, entries.toSpliced(last, last < 0 ? 0 : 1));
    return this;
  }

  addListener(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  /** Of one event, or of all. */
  removeAllListeners(event?: string): this {
    if (event === undefined) this.#entries.clear();
    else this.#entries.delete(event);
    return this;
  }

  listenerCount(event: string): number {
    return this.#entriesOf(event).length;
  }

  /**
   * Calls the listeners, first come, first served.
   *
   * @returns whether there was one
   * @throws what a listener throws; and the error of an `error` event for which nobody listens
   */
  emit(event: string, ...args: readonly unknown[]): boolean {
    const entries = this.#entriesOf(event);
    if (entries.length === 0 && event === "error") throw args[0];
    for (const { listener, isOnce } of entries) {
      if (isOnce) this.off(event, listener);
      Reflect.apply(listener, this, args);
    }
    return entries.length > 0;
  }

  #entriesOf(event: string): readonly Entry[] {
    return this.#entries.get(event) ?? [];
  }

  #add(event: string, entry: Entry): this {
    if (typeof entry.listener !== "function") {
      const message = `The "listener" argument must be of type function. Received ${typeof entry.listener}`;
      throw Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
    }
    this.#entries.set(event, [...this.#entriesOf(event), entry]);
    return this;
  }
}
