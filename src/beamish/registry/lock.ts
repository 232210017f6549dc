/** One at a time: doing something while no other process does anything under the same lock. */
import { checkFunction } from "../term/errors.ts";
import { operation, type Op } from "../node/operation.ts";
import type { Ref, Term } from "../term/term.ts";
import * as GenServer from "../gen/gen-server.ts";
import { perform, type Waiting } from "../gen/perform.ts";
import { indexOf } from "./partition.ts";
import * as Inside from "./supervisor.ts";

/**
 * Runs `fun` in the calling process as soon as no other process runs one under the same key, and gives its result. Keys of locks
 * are not those of entries. Whoever fails or dies lets go; who asks twice for the same lock waits for itself, for ever.
 *
 * Throws `ArgumentError` for an unknown registry and for what is no function. Follows `Registry.lock/3` of Elixir 1.18.
 *
 * @example
 * ```ts
 * import { Process, Registry, Task } from "beamish";
 * await Registry.startLink({ keys: "unique", name: "rooms" });
 * const clean = (who: string) =>
 *   Registry.lock("rooms", "bath", function* () {
 *     console.log(`${who} goes in`);
 *     yield* Process.sleep(10);
 *     console.log(`${who} comes out`);
 *   });
 * await Task.awaitMany(["Ann", "Bob"].map((who) => Task.async(() => clean(who))));
 * //> Ann goes in
 * //> Ann comes out
 * //> Bob goes in
 * //> Bob comes out
 * ```
 */
export function lock<T>(registry: string, key: Term, fun: () => Waiting<T> | T): Op<T> {
  const about = Inside.registryOf("Registry.lock", registry);
  checkFunction("Registry.lock", fun);
  return operation("Registry.lock()", function* () {
    const { server } = Inside.partitionAt(about, indexOf(key, about.partitions));
    const holder = yield* GenServer.call<Ref>(server, ["lock", key], "infinity");
    try {
      return yield* perform(fun());
    } finally {
      GenServer.cast(server, ["unlock", holder]);
    }
  });
}
