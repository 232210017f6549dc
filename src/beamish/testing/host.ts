/** What the host of a sandbox asks of the node on which a reader's code runs. */
import { Node, makeCurrent } from "../node/node.ts";
import type { NodeOptions } from "../node/node.ts";
import type { Pid } from "../term/term.ts";
import type { Explored, Exploring } from "./course.ts";

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

/** Makes a node the default one. */
export function hostOf(node: Node, course?: HostCourse): HostNode {
  makeCurrent(node);
  const find = (text: string) => node.processes().find((process) => process.pid.toString() === text);
  return {
    node,
    course,
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

/** `bootNode` for runs in the usual order: for hosts that bring what explores only when it is asked for. */
export function bootInOrder(options: NodeOptions = {}): HostNode {
  return hostOf(new Node(options));
}
