/** The host of a sandbox: boots the node on which a reader's code runs, and watches it. */
import { Node, makeCurrent } from "../node/node.ts";
import type { NodeOptions } from "../node/node.ts";
import type { Pid } from "../term/term.ts";
import { Course } from "./course.ts";
import type { Explored, Exploring } from "./course.ts";
import { ExploredNode } from "./explored-node.ts";

export interface HostStatus {
  /** Processes that have something to do. */
  readonly runnable: number;
  /** Timers that are set. */
  readonly timers: number;
  /** Host promises that processes wait for. */
  readonly promises: number;
  /** Whether code outside any process waits for an operation. */
  readonly shellWaiting: boolean;
}

export interface HostOptions extends NodeOptions {
  /** The order of turns, as `explore` writes one, in place of a seed; `""` is the usual order. */
  readonly schedule?: string;
  /** Or the next order of a search that goes from one run of the program to the next. */
  readonly exploring?: Exploring;
}

export interface HostCourse {
  /** The schedule that was followed so far; before the program begins, as far as it is planned. */
  readonly schedule: string;
  /** To be called when the program begins. */
  begin(): void;
  /** To be called for all that is printed. */
  printed(): void;
  /** To be called when the run is over: what the search has learnt from it. */
  end(): Explored | undefined;
}

export interface HostNode {
  readonly node: Node;
  /** Only of a node with a schedule, or one on which a program is explored. */
  readonly course: HostCourse | undefined;
  status(): HostStatus;
  /** Calls `callback` each time that nothing is runnable any more, after the host's microtasks have had a turn. */
  onIdle(callback: () => void): void;
  /** Sends an exit signal to a process by its text (`"<0.85.0>"`). Says whether there was one. */
  exit(pid: string, reason: unknown): boolean;
  findPid(text: string): Pid | undefined;
}

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
  const course = wanted === undefined ? undefined : new Course(wanted);
  const node = course === undefined ? new Node(options) : new ExploredNode(course, options);
  makeCurrent(node);
  if (course !== undefined) node.scheduler.onIdle(() => course.rest());
  const find = (text: string) => node.processes().find((process) => process.pid.toString() === text);
  return {
    node,
    course: course && {
      get schedule() {
        return course.schedule;
      },
      begin: () => course.begin(node),
      printed: () => course.printed(),
      end: () => course.end(),
    },
    status: () => ({
      runnable: node.scheduler.runnable,
      timers: node.timers.size,
      promises: node.scheduler.promises,
      shellWaiting: node.shell.isWaiting,
    }),
    onIdle: (callback) => node.scheduler.onIdle(callback),
    exit: (text, reason) => {
      const process = find(text);
      if (process !== undefined) node.exit(process, reason);
      return process !== undefined;
    },
    findPid: (text) => find(text)?.pid,
  };
}
