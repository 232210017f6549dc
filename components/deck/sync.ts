/**
 * How the windows of one deck stay in step: the presenter's and the audience's. Pure: a window's knowledge, what it says
 * when it moves, and what it makes of what it hears. Carrying the words is `channel.ts`.
 *
 * Windows are peers. Whoever moves says where it is now, with a revision one higher than any it has heard. A window that
 * opens (or is reloaded) says hello, and is told. Only windows of different roles follow each other: two tabs of one reader
 * stay two tabs until a presenter is there. What the presenter runs, the audience's window runs too; not the other way.
 */
import type { SampleAct } from "./mirror.ts";
import type { Position } from "./position.ts";

export type Role = "presenter" | "audience";

/** What is kept in step. */
export interface Stand {
  readonly at: Position;
  /** The audience sees an empty screen. */
  readonly blank: boolean;
}

/** What windows say to each other. `from` is an id of the window, new with every load. */
export type Message =
  | { readonly type: "hello"; readonly from: string; readonly role: Role }
  | {
      readonly type: "stand";
      readonly from: string;
      readonly role: Role;
      readonly revision: number;
      readonly stand: Stand;
    }
  /** A sample was run or stopped here. */
  | {
      readonly type: "sample";
      readonly from: string;
      readonly role: Role;
      readonly act: SampleAct;
      readonly sample: string;
    }
  | { readonly type: "bye"; readonly from: string; readonly role: Role };

/** One window's knowledge. */
export interface Peer {
  readonly id: string;
  readonly role: Role;
  readonly stand: Stand;
  /** 0 until somebody moved. */
  readonly revision: number;
  /** The windows of the other role that are known to be open. */
  readonly others: readonly string[];
}

/** What a window does after hearing something: its new knowledge, and an answer to send, if any. */
export interface Heard {
  readonly peer: Peer;
  readonly answer?: Message;
  /** Do the same with this sample. */
  readonly repeat?: { readonly act: SampleAct; readonly sample: string };
}

/** A window that has just opened at `at`. It should send `hello(peer)`. */
export function open(id: string, role: Role, at: Position): Peer {
  return { id, role, stand: { at, blank: false }, revision: 0, others: [] };
}

export function hello(peer: Peer): Message {
  return { type: "hello", from: peer.id, role: peer.role };
}

export function bye(peer: Peer): Message {
  return { type: "bye", from: peer.id, role: peer.role };
}

/** This window moved by itself; afterwards it should send `standing(peer)`. */
export function moved(peer: Peer, stand: Stand): Peer {
  return { ...peer, stand, revision: peer.revision + 1 };
}

export function standing(peer: Peer): Message {
  return { type: "stand", from: peer.id, role: peer.role, revision: peer.revision, stand: peer.stand };
}

export function acted(peer: Peer, act: SampleAct, sample: string): Message {
  return { type: "sample", from: peer.id, role: peer.role, act, sample };
}

/** What a window knows after a message, and what it answers. */
export function hear(peer: Peer, message: Message): Heard {
  if (message.from === peer.id || message.role === peer.role) return { peer };
  const others = peer.others.filter((id) => id !== message.from);
  if (message.type === "bye") return { peer: { ...peer, others } };
  const met: Peer = { ...peer, others: [...others, message.from] };
  if (message.type === "hello") return { peer: met, answer: standing(met) };
  if (message.type === "sample") {
    const { act, sample } = message;
    return met.role === "audience" ? { peer: met, repeat: { act, sample } } : { peer: met };
  }
  if (!isNewer(met, message.revision)) return { peer: met };
  return { peer: { ...met, revision: message.revision, stand: message.stand } };
}

/**
 * A window that has not moved yet believes what it is told. Of two that moved at the same moment the presenter is right,
 * so both end at the same place.
 */
function isNewer(peer: Peer, revision: number): boolean {
  if (peer.revision === 0) return true;
  return revision > peer.revision || (revision === peer.revision && peer.role === "audience");
}

/** Another version of the page may be open in another window: what it sends is checked, not believed. */
export function isMessage(value: unknown): value is Message {
  if (typeof value !== "object" || value === null) return false;
  const { type, from, role, revision, stand, act, sample } = value as Record<string, unknown>;
  if (typeof from !== "string" || (role !== "presenter" && role !== "audience")) return false;
  if (type === "hello" || type === "bye") return true;
  if (type === "sample") return (act === "run" || act === "stop") && typeof sample === "string";
  return type === "stand" && isCount(revision) && isStand(stand);
}

function isStand(value: unknown): value is Stand {
  if (typeof value !== "object" || value === null) return false;
  const { at, blank } = value as Partial<Stand>;
  return (
    typeof blank === "boolean" &&
    typeof at === "object" &&
    at !== null &&
    isCount(at.slide) &&
    isCount(at.step)
  );
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
