/** Locks of a registry: who holds one, who waits for it, and that the dead hold none. */
import type { Ref, Term } from "../term/term.ts";
import { hashKey } from "../ets/term-order.ts";
import * as GenServer from "../gen/gen-server.ts";
import * as Process from "../process.ts";

/** One lock that is held: by the monitor of its holder, and with those who wait, first come first. */
interface Lock {
  holder: Ref;
  readonly waiting: GenServer.From[];
}

/** The locks of one partition. They have keys of their own, which have nothing to do with those of entries. */
export class Locks {
  readonly #held = new Map<unknown, Lock>();

  /** Answers at once if the lock is free, else when it comes to be. The answer is what `release` takes. */
  acquire(key: Term, from: GenServer.From): void {
    const lock = this.#held.get(hashKey(key));
    if (lock !== undefined) lock.waiting.push(from);
    else this.#held.set(hashKey(key), { holder: grant(from), waiting: [] });
  }

  /** The holder is done with a lock, or has ended: the next one gets it. */
  release(holder: Ref): void {
    Process.demonitor(holder, ["flush"]);
    for (const [key, lock] of this.#held) {
      if (lock.holder !== holder) continue;
      const next = lock.waiting.shift();
      if (next === undefined) this.#held.delete(key);
      else lock.holder = grant(next);
      return;
    }
  }
}

/** Whoever has died while it waited is told of by its monitor, and the lock goes on. */
function grant(from: GenServer.From): Ref {
  const holder = Process.monitor(from[0]);
  GenServer.reply(from, holder);
  return holder;
}
