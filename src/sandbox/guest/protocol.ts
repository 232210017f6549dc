/** What an engine's host and the guest in its thread say to each other. Types only. */
import type { Command, Job, RunEvent } from "../engine.ts";
import type { Packed } from "../packed.ts";

/** A job as data: commands come one by one, and time is kept by the host, which can still do so when the guest cannot. */
export interface Order extends Omit<Job, "commands" | "lingers" | "timeLimit" | "grace"> {
  /** Somebody may send commands: a quiet run goes on waiting. */
  readonly watched: boolean;
}

/** What a guest can carry out. */
export type GuestCommand = Exclude<Command, { readonly type: "go_on" }>;

export type ToGuest =
  | { readonly type: "run"; readonly order: Order }
  | { readonly type: "command"; readonly command: GuestCommand }
  /** There will be no more commands. */
  | { readonly type: "unwatched" }
  /** Answered by `pong`, as an order is, unless the code is too busy to give anything else a turn. */
  | { readonly type: "ping" };

/** Time is the host's: `limit` never comes from a guest, and `exit` comes without its time. Trace events come packed. */
export type GuestEvent =
  | Exclude<RunEvent, { readonly type: "exit" | "limit" | "trace" }>
  | (Omit<Extract<RunEvent, { readonly type: "trace" }>, "events"> & { readonly packed: Packed })
  | Omit<Extract<RunEvent, { readonly type: "exit" }>, "milliseconds">;

export type FromGuest =
  { readonly type: "events"; readonly events: readonly GuestEvent[] } | { readonly type: "pong" };
