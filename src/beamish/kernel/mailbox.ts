/** A mailbox: the messages of a process in order of arrival, as a ring that grows. */

/** What the mailbox asks of a selective receive. */
export interface Receiver {
  accepts(message: unknown): boolean;
}

/** `take` found nothing. */
export const NOTHING: unique symbol = Symbol("nothing");

export class Mailbox<T = unknown> {
  #items: (T | undefined)[] = emptyRing();
  #head = 0;
  #length = 0;
  /** The receive that last looked, and how many messages it has refused: it never looks at them again. */
  #receiver: Receiver | undefined;
  #refused = 0;

  get length(): number {
    return this.#length;
  }

  /** The oldest message. The mailbox must not be empty. */
  get first(): T {
    return this.#items[this.#head] as T;
  }

  push(message: T): void {
    if (this.#length === this.#items.length) this.#grow();
    this.#items[(this.#head + this.#length) & (this.#items.length - 1)] = message;
    this.#length++;
  }

  /** Takes the oldest message. The mailbox must not be empty. */
  shift(): T {
    const message = this.#items[this.#head] as T;
    this.#items[this.#head] = undefined;
    this.#head = (this.#head + 1) & (this.#items.length - 1);
    this.#length--;
    this.#receiver = undefined;
    if (this.#length === 0 && this.#items.length > LARGE) this.#shrink();
    return message;
  }

  /**
   * Takes the first message that `receiver` accepts; the others stay in order. The first `skip` messages are known not to
   * match: they were there before what is waited for existed.
   */
  take(receiver: Receiver, skip: number): T | typeof NOTHING {
    if (this.#receiver !== receiver) {
      this.#receiver = receiver;
      this.#refused = skip;
    }
    while (this.#refused < this.#length) {
      const message = this.#at(this.#refused);
      if (receiver.accepts(message)) {
        this.#remove(this.#refused);
        this.#receiver = undefined;
        return message;
      }
      this.#refused++;
    }
    return NOTHING;
  }

  /** Exchanges the oldest item with the one at `position`; a seeded scheduler shuffles its queue with this. */
  promote(position: number): void {
    const mask = this.#items.length - 1;
    const other = (this.#head + position) & mask;
    const item = this.#items[other];
    this.#items[other] = this.#items[this.#head];
    this.#items[this.#head] = item;
  }

  toArray(): T[] {
    return Array.from({ length: this.#length }, (_, position) => this.#at(position));
  }

  #at(position: number): T {
    return this.#items[(this.#head + position) & (this.#items.length - 1)] as T;
  }

  /** Closes the gap from whichever end is nearer. */
  #remove(position: number): void {
    const items = this.#items;
    const mask = items.length - 1;
    if (position < this.#length >> 1) {
      for (let i = position; i > 0; i--) items[(this.#head + i) & mask] = items[(this.#head + i - 1) & mask];
      items[this.#head] = undefined;
      this.#head = (this.#head + 1) & mask;
    } else {
      const last = this.#length - 1;
      for (let i = position; i < last; i++)
        items[(this.#head + i) & mask] = items[(this.#head + i + 1) & mask];
      items[(this.#head + last) & mask] = undefined;
    }
    this.#length--;
  }

  /** A ring that grew large in a burst is given back once it is empty. */
  #shrink(): void {
    this.#items = emptyRing();
    this.#head = 0;
  }

  #grow(): void {
    const room = this.#items.length;
    const items = new Array<T | undefined>(2 * room);
    for (let i = 0; i < room; i++) items[i] = this.#at(i);
    this.#items = items;
    this.#head = 0;
  }
}

const LARGE = 1024;

const emptyRing = () => [undefined, undefined, undefined, undefined];
