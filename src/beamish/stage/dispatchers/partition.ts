/** Each event goes to the partition that `hash` says, and waits there for its one consumer. */
import { badArgument } from "../../term/errors.ts";
import { inspect } from "../../term/term.ts";
import type { Term } from "../../term/term.ts";
import type { Action, Dispatcher, Subscriber } from "../dispatcher.ts";

/** Gives the event and its partition, or `"none"` to drop it. */
export type Hash = (event: Term) => readonly [event: Term, partition: Term] | "none";

export interface PartitionOptions {
  /** How many partitions there are (numbered from 0), or their names. */
  readonly partitions: number | readonly Term[];
  /** Needed if the partitions are not numbers. */
  readonly hash?: Hash;
}

/** A message that waits behind events, in several queues at once. */
interface Mark {
  readonly message: Term;
}

type Entry = readonly ["event", Term] | readonly ["mark", Mark];

interface Partition {
  readonly who: Subscriber | undefined;
  /** Open demand; 0 while there is a queue. */
  readonly demand: number;
  /** What waits for demand. A consumer that has got all it asked for has an empty queue, which holds up messages. */
  readonly queue: readonly Entry[] | undefined;
}

export interface PartitionState {
  readonly hash: Hash;
  readonly partitions: ReadonlyMap<Term, Partition>;
  readonly waiting: number;
  /** What consumers that are gone had asked for. */
  readonly pending: number;
  /** In how many queues each message still waits. */
  readonly marks: ReadonlyMap<Mark, number>;
}

const EMPTY: Partition = { who: undefined, demand: 0, queue: undefined };
const WHERE = "PartitionDispatcher";

/** Follows `GenStage.PartitionDispatcher`; the default hash is another one. */
export const partitionDispatcher: Dispatcher<PartitionState, PartitionOptions | undefined> = {
  name: WHERE,

  init(options) {
    const { partitions, hash } = options ?? ({} as Partial<PartitionOptions>);
    const names = namesOf(partitions);
    if (hash !== undefined && typeof hash !== "function")
      throw badArgument(WHERE, "`hash`: a function of an event", hash);
    if (hash === undefined && !names.every(Number.isInteger))
      throw badArgument(WHERE, "`hash`, because the partitions are not numbers", options);
    return {
      hash: hash ?? ((event) => [event, names[hashOf(event, names.length)]]),
      partitions: new Map(names.map((name) => [name, EMPTY])),
      waiting: 0,
      pending: 0,
      marks: new Map(),
    };
  },

  subscribe(state, who, { partition: name }) {
    const partition = state.partitions.get(name);
    if (partition === undefined)
      throw badArgument(WHERE, `\`partition\`: one of ${inspect([...state.partitions.keys()])}`, name);
    if (partition.who !== undefined)
      throw badArgument(WHERE, `a partition that nobody has (${partition.who[0]} has this one)`, name);
    return { state: replace(state, name, { ...partition, who }) };
  },

  ask(state, who, count) {
    const [name, { demand, queue }] = find(state, who);
    const already = Math.min(state.pending, count);
    const asked = count - already;
    const before = { ...state, waiting: state.waiting + asked, pending: state.pending - already };
    if (queue === undefined)
      return { demand: asked, state: replace(before, name, { who, demand: demand + count, queue }) };
    const { end, events, actions, marks } = walk(queue, who, count, state.marks);
    const left = queue.slice(end);
    const isDone = left.length === 0 && events < count;
    const partition = isDone
      ? { who, demand: count - events, queue: undefined }
      : { who, demand: 0, queue: left };
    return { demand: asked, actions, state: { ...replace(before, name, partition), marks } };
  },

  cancel(state, who) {
    const [name, { demand, queue }] = find(state, who);
    const next = replace(state, name, EMPTY);
    if (queue === undefined) return { state: { ...next, pending: state.pending + demand } };
    // What was kept for it is lost, and asked for anew.
    const { events, actions, marks } = walk(queue, who, Infinity, state.marks);
    const infos = actions.filter(([kind]) => kind === "info");
    return { demand: events, actions: infos, state: { ...next, waiting: state.waiting + events, marks } };
  },

  dispatch(state, events) {
    const batches = new Map<Term, Term[]>();
    let [at, waiting] = [0, state.waiting];
    for (; at < events.length && waiting > 0; at++) {
      const placed = state.hash(events[at]);
      // An event that nobody gets uses up no demand.
      if (placed === "none") continue;
      const [event, name] = checkPlace(placed, events[at], state.partitions);
      const batch = batches.get(name);
      if (batch === undefined) batches.set(name, [event]);
      else batch.push(event);
      waiting--;
    }
    const actions: Action[] = [];
    let next: PartitionState = { ...state, waiting };
    for (const [name, batch] of batches) {
      const { who, demand, queue } = state.partitions.get(name)!;
      const sent = batch.slice(0, demand);
      const kept = batch.slice(demand).map((event) => ["event", event] as const);
      if (sent.length > 0) actions.push(["events", who!, sent]);
      const isOpen = queue === undefined && demand > batch.length;
      const partition = isOpen
        ? { who, demand: demand - batch.length, queue }
        : { who, demand: 0, queue: [...(queue ?? []), ...kept] };
      next = replace(next, name, partition);
    }
    return { state: next, actions, leftover: events.slice(at) };
  },

  info(state, message: Term) {
    const queued = [...state.partitions].filter(([, { queue }]) => queue !== undefined);
    if (queued.length === 0) return { state, actions: [["info", message]] };
    const mark: Mark = { message };
    let next: PartitionState = { ...state, marks: new Map(state.marks).set(mark, queued.length) };
    for (const [name, partition] of queued)
      next = replace(next, name, { ...partition, queue: [...partition.queue!, ["mark", mark]] });
    return { state: next };
  },
};

function namesOf(partitions: unknown): readonly Term[] {
  const names = typeof partitions === "number" ? Array.from({ length: partitions }, (_, n) => n) : partitions;
  if (!Array.isArray(names) || names.length === 0)
    throw badArgument(WHERE, "`partitions`: a number above 0, or a list of names", partitions);
  return names as readonly Term[];
}

function checkPlace(
  placed: unknown,
  event: Term,
  partitions: ReadonlyMap<Term, unknown>,
): readonly [event: Term, partition: Term] {
  if (!Array.isArray(placed) || placed.length !== 2)
    throw badArgument(WHERE, 'a `hash` that returns [event, partition] or "none"', placed);
  if (partitions.has(placed[1])) return placed as unknown as readonly [Term, Term];
  const known = inspect([...partitions.keys()]);
  throw badArgument(WHERE, `a partition for ${inspect(event)} that is one of ${known}`, placed[1]);
}

/** Goes through a queue until `count` events have gone: they are sent, and messages whose turn it is come out. */
function walk(
  queue: readonly Entry[],
  who: Subscriber,
  count: number,
  before: PartitionState["marks"],
): { end: number; events: number; actions: readonly Action[]; marks: PartitionState["marks"] } {
  const actions: Action[] = [];
  const marks = new Map(before);
  let batch: Term[] = [];
  let [end, events] = [0, 0];
  const flush = () => {
    if (batch.length > 0) actions.push(["events", who, batch]);
    batch = [];
  };
  for (; end < queue.length && events < count; end++) {
    const [kind, value] = queue[end]!;
    if (kind === "event") {
      batch.push(value);
      events++;
      continue;
    }
    flush();
    const left = marks.get(value)! - 1;
    if (left > 0) marks.set(value, left);
    else marks.delete(value);
    if (left === 0) actions.push(["info", value.message]);
  }
  flush();
  return { end, events, actions, marks };
}

function replace(state: PartitionState, name: Term, partition: Partition): PartitionState {
  return { ...state, partitions: new Map(state.partitions).set(name, partition) };
}

function find({ partitions }: PartitionState, [, ref]: Subscriber): readonly [name: Term, Partition] {
  return [...partitions].find(([, { who }]) => who?.[1] === ref)!;
}

/** A number below `range` for a term, the same for equal terms (another one than `:erlang.phash2/2` gives). */
export function hashOf(term: Term, range: number): number {
  const text = inspect(term);
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash % range;
}
