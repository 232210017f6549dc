/** Doing something for all entries of a key. */
import { badArgument } from "../term/errors.ts";
import { operation, type Op } from "../node/operation.ts";
import type { Pid, Term } from "../term/term.ts";
import * as ETS from "../ets/index.ts";
import { perform, type Waiting } from "../gen/perform.ts";
import { self } from "../primitives.ts";
import * as Process from "../process.ts";
import * as Task from "../task/task.ts";
import type { Entry, Partition } from "./partition.ts";
import * as Inside from "./supervisor.ts";

export interface DispatchOptions {
  /** Whether partitions are served side by side, by a task each. Only with duplicate keys and several partitions. Default false. */
  readonly parallel?: boolean;
}

/**
 * Calls `fun` with all entries of a key, `[pid, value]`: not at all when there are none, and for duplicate keys once in every
 * partition that has some. It runs in the calling process, except with `parallel`, and may be a generator function.
 * Follows `Registry.dispatch/4`.
 *
 * @example
 * ```ts
 * import { Registry, receive, self, send } from "beamish";
 * await Registry.startLink({ keys: "duplicate", name: "news" });
 * Registry.register("news", "tea", "dear");
 * await Registry.dispatch("news", "tea", (entries) => {
 *   for (const [pid, value] of entries) send(pid, [value, "reader"]);
 * });
 * console.log(await receive());
 * //> ["dear", "reader"]
 * ```
 */
export function dispatch(
  registry: string,
  key: Term,
  fun: (entries: (readonly [Pid, Term])[]) => Waiting<unknown> | unknown,
  { parallel = false }: DispatchOptions = {},
): Op<"ok"> {
  const about = Inside.registryOf("Registry.dispatch", registry);
  if (typeof fun !== "function") throw badArgument("Registry.dispatch", "a function of the entries", fun);
  return operation("Registry.dispatch()", function* () {
    const partitions = Inside.partitionsWith(about, key);
    const serve = function* ({ keys }: Partition) {
      const all = ETS.lookup<Entry>(keys, key).map(([, entry]) => entry);
      if (all.length > 0) yield* perform(fun(all));
    };
    if (parallel && partitions.length > 1) {
      const caller = self();
      const apart = function* (partition: Partition) {
        yield* serve(partition);
        // Its failure is one of the caller; its end is not, even for a caller that traps exits.
        Process.unlink(caller);
      };
      const tasks = partitions.map((partition) => Task.async(() => apart(partition)));
      for (const task of tasks) yield* Task.await(task, "infinity");
    } else {
      for (const partition of partitions) yield* serve(partition);
    }
    return "ok" as const;
  });
}
