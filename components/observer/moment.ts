/** What every view of the observer is given to draw. */
import type { History } from "../../src/observer/history.ts";
import type { System } from "../../src/observer/model.ts";
import type { Load } from "../../src/observer/load.ts";
import type { Sequence } from "../../src/observer/sequence.ts";
import type { Command, RunEvent } from "../../src/sandbox/engine.ts";
import type { Order } from "./order.ts";

export type Facts = Extract<RunEvent, { type: "inspected" }>;

/** A run, seen from one of its moments. */
export interface Moment {
  readonly history: History;
  readonly load: Load;
  /** The run as a diagram, for the lanes that the reader wants to see. */
  readonly sequence: Sequence;
  /** How many events have happened. */
  readonly moment: number;
  readonly system: System;
  /** The latest moment is shown, and later ones as they come. */
  readonly isLive: boolean;
  /** The system can be acted on: it runs, and the reader looks at it as it is now. */
  readonly canAct: boolean;
  readonly selected: string | undefined;
  /** Processes whose children the reader has folded away. */
  readonly folded: ReadonlySet<string>;
  /** What the selected process has told of itself. */
  readonly facts: Facts | undefined;
  /** What made the order of the run. */
  readonly order: Order;
}

/** What views ask of the panel. */
export interface Desk {
  /** The reader wants to look at another moment. */
  goTo(moment: number): void;
  select(pid: string): void;
  fold(pid: string, folded: boolean): void;
  command(command: Command): void;
  /** Other lanes are wanted. */
  arrangeLanes(): void;
}

export interface View {
  draw(moment: Moment): void;
}
