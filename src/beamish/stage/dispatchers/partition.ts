/** Each event goes to the partition that `hash` says, and waits there for its one consumer. */
import { badArgument } from "../../kernel/errors.ts";
import { inspect } from "../../kernel/term.ts";
import type { Term } from "../../kernel/term.ts";
import type { Dispatcher, Subscriber } from "../dispatcher.ts";

/** Gives the event and its partition, or `"none"` to drop it. */
export type Hash = (event: Term) => readonly [event: Term, partition: Term] | "none";

export interface PartitionOptions {
  /** How many partitions there are (numbered from 0), or their names. */
  readonly partitions: number | readonly Term[];
  readonly hash?: Hash;
}

interface Partition {
  readonly who: Subscriber | undefined;
  readonly demand: number;
  readonly queue: readonly Term[];
}

export interface PartitionState {
  readonly hash: Hash;
  readonly partitions: ReadonlyMap<Term, Partition>;
  readonly waiting: number;
  /** What consumers that are gone had asked for. */
  readonly pending: number;
}

const EMPTY: Partition = { who: undefined, demand: 0, queue: [] };
const WHERE = "PartitionDispatcher";

/** Follows `GenStage.PartitionDispatcher`; the default hash is another one. */
export const partitionDispatcher: Dispatcher<PartitionState, PartitionOptions | undefined> = {
  init(options) {
    const { partitions, hash } = options ?? ({} as Partial<PartitionOptions>);
    const names =
      typeof partitions === "number" ? Array.from({ length: partitions }, (_, n) => n) : partitions;
    if (!Array.isArray(names) || names.length === 0)
      throw badArgument(WHERE, "`partitions`: a number above 0, or a list of names", partitions);
    if (hash !== undefined && typeof hash !== "function")
      throw badArgument(WHERE, "`hash`: a function of an event", hash);
    return {
      hash: hash ?? ((event) => [event, names[textHash(inspect(event)) % names.length]]),
      partitions: new Map(names.map((name) => [name, EMPTY])),
      waiting: 0,
      pending: 0,
    };
  },

  subscribe(state, who, { partition: name }) {
    const partition = state.partitions.get(name);
    if (partition === undefined)
      throw badArgument(WHERE, `\`partition\`: one of ${inspect([...state.partitions.keys()])}`, name);
    if (partition.who !== undefined) throw badArgument(WHERE, "a partition that nobody has", name);
    return [0, replace(state, name, { ...partition, who })];
  },

  ask(state, who, count) {
    const [name, partition] = find(state, who);
    const sent = partition.queue.slice(0, count);
    const demand = partition.demand + count - sent.length;
    const already = Math.min(state.pending, count);
    const asked = count - already;
    const next = replace(state, name, { who, demand, queue: partition.queue.slice(count) });
    return [asked, { ...next, waiting: state.waiting + asked, pending: state.pending - already }, sent];
  },

  cancel(state, who) {
    const [name, { demand, queue }] = find(state, who);
    return [0, { ...replace(state, name, EMPTY), pending: state.pending + demand + queue.length }];
  },

  dispatch(state, events) {
    const now = events.slice(0, state.waiting);
    const batches = new Map<Term, Term[]>();
    for (const one of now) {
      const placed = state.hash(one);
      if (placed === "none") continue;
      const name = Array.isArray(placed) ? (placed[1] as Term) : undefined;
      if (!state.partitions.has(name))
        throw badArgument(WHERE, 'a hash that gives [event, partition] or "none"', placed);
      batches.set(name, [...(batches.get(name) ?? []), placed[0]]);
    }
    const deliveries: (readonly [Subscriber, readonly Term[]])[] = [];
    let next: PartitionState = { ...state, waiting: state.waiting - now.length };
    for (const [name, batch] of batches) {
      const { who, demand, queue } = state.partitions.get(name)!;
      const sent = batch.slice(0, demand);
      if (sent.length > 0) deliveries.push([who!, sent]);
      next = replace(next, name, {
        who,
        demand: demand - sent.length,
        queue: [...queue, ...batch.slice(demand)],
      });
    }
    return { deliveries, leftover: events.slice(now.length), state: next };
  },
};

function replace(state: PartitionState, name: Term, partition: Partition): PartitionState {
  return { ...state, partitions: new Map(state.partitions).set(name, partition) };
}

function find({ partitions }: PartitionState, [, ref]: Subscriber): readonly [name: Term, Partition] {
  return [...partitions].find(([, { who }]) => who?.[1] === ref)!;
}

function textHash(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) >>> 0;
  return hash;
}
