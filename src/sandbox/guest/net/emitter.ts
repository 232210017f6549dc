/** What sockets and servers have of Node's `EventEmitter`. */

/** What an emitter tells: the name of an event to what its listeners are called with. */
export type EventMap<Events> = { readonly [Name in keyof Events]: readonly unknown[] };

/** Of an event that is not in the map nothing is known: Node's declarations say so with the same word. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Listener = (...args: any[]) => unknown;

interface Entry {
  readonly listener: Listener;
  readonly isOnce: boolean;
}

/** Those who listen, by event. */
export class Emitter<Events extends EventMap<Events>> {
  readonly #entries = new Map<string, readonly Entry[]>();

  /** Call this listener with every event of this name. */
  on<Name extends keyof Events & string>(event: Name, listener: (...args: Events[Name]) => unknown): this;
  on(event: string, listener: Listener): this;
  on(event: string, listener: Listener): this {
    return this.#add(event, { listener, isOnce: false });
  }

  /** Call this listener with the next event of this name, and no other. */
  once<Name extends keyof Events & string>(event: Name, listener: (...args: Events[Name]) => unknown): this;
  once(event: string, listener: Listener): this;
  once(event: string, listener: Listener): this {
    return this.#add(event, { listener, isOnce: true });
  }

  /** Call this listener no more. */
  off(event: string, listener: Listener): this {
    const entries = this.#entriesOf(event);
    const last = entries.findLastIndex((entry) => entry.listener === listener);
    this.#entries.set(event, entries.toSpliced(last, last < 0 ? 0 : 1));
    return this;
  }

  /** The same as `on`. */
  addListener<Name extends keyof Events & string>(
    event: Name,
    listener: (...args: Events[Name]) => unknown,
  ): this;
  addListener(event: string, listener: Listener): this;
  addListener(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  /** The same as `off`. */
  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  /** Call no listener of this event any more, or none at all. */
  removeAllListeners(event?: string): this {
    if (event === undefined) this.#entries.clear();
    else this.#entries.delete(event);
    return this;
  }

  /** How many listen. */
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

  /**
   * Somebody listens from now on.
   *
   * @internal
   */
  protected heeded?(event: string): void;

  #entriesOf(event: string): readonly Entry[] {
    return this.#entries.get(event) ?? [];
  }

  #add(event: string, entry: Entry): this {
    if (typeof entry.listener !== "function") {
      const message = `The "listener" argument must be of type function. Received ${typeof entry.listener}`;
      throw Object.assign(new TypeError(message), { code: "ERR_INVALID_ARG_TYPE" });
    }
    this.#entries.set(event, [...this.#entriesOf(event), entry]);
    this.heeded?.(event);
    return this;
  }
}
