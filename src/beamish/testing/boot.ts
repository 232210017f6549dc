/** Boots the node of a run: in the usual order, by a schedule, or as one run of a search. */
import { Course } from "./course.ts";
import { ExploredNode } from "./explored-node.ts";
import { bootInOrder, type HostNode, type HostOptions, hostOf } from "./host.ts";

/**
 * Makes a new node the default one: `spawn`, `self` and the rest mean it from now on. For hosts of sandboxes, which give
 * every run a node of its own.
 *
 * @param options the node's clock, seed, isolation, name, and where its reports go; or, in place of the seed, a schedule or a
 *   search
 * @returns the node, and what a host asks of it
 * @example
 * ```ts
 * import { receive, spawn } from "beamish";
 * import { bootNode } from "beamish/testing";
 * const host = bootNode({ clock: "virtual", name: "shop@home" });
 * spawn(() => receive());
 * console.log(host.node.name, host.status().runnable);
 * //> shop@home 1
 * ```
 */
export function bootNode({ schedule, exploring, ...options }: HostOptions = {}): HostNode {
  const wanted = exploring ?? schedule;
  if (wanted === undefined) return bootInOrder(options);
  const course = new Course(wanted);
  const node = new ExploredNode(course, options);
  const host = hostOf(node, {
    get schedule() {
      return course.schedule;
    },
    begin: () => course.begin(node),
    printed: () => course.printed(),
    end: () => course.end(),
  });
  host.onIdle(() => course.rest());
  return host;
}
