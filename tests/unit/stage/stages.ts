/** A stage that tells its owner what it is told, and does what it was made to do. */
import { Process, receive, self, send, type Pid, type Steps } from "beamish";
import { GenStage } from "beamish/stage";

interface Plan {
  readonly name: string;
  readonly owner: Pid;
  readonly type: GenStage.StageType;
  readonly options: GenStage.StageOptions;
  /** A producer that meets all demand with numbers from 0. */
  readonly counts: boolean;
  readonly onSubscribe: readonly unknown[];
  /** What a producer_consumer makes of an event. */
  readonly map: (event: unknown) => readonly unknown[];
}

interface State extends Plan {
  next: number;
}

export type Told = readonly [name: string, what: string, ...rest: unknown[]];

const Probe: GenStage.Module<State, Plan> = {
  init: (plan) => [plan.type, Object.assign(Object.create({}) as State, plan, { next: 0 }), plan.options],
  handleDemand(demand, state) {
    tell(state, "demand", demand);
    if (!state.counts) return ["noreply", [], state];
    const events = Array.from({ length: demand }, () => state.next++);
    return ["noreply", events, state];
  },
  handleEvents(events, _from, state) {
    tell(state, "events", events);
    return ["noreply", state.type === "consumer" ? [] : events.flatMap(state.map), state];
  },
  handleSubscribe(other, _options, from, state) {
    tell(state, "subscribe", other, from);
    return [...state.onSubscribe, state] as never;
  },
  handleCancel(reason, _from, state) {
    tell(state, "cancel", reason);
    return ["noreply", [], state];
  },
  handleCall(request, from, state) {
    return (typeof request === "function" ? request(state, from) : ["reply", "ok", request, state]) as never;
  },
  handleInfo(message, state) {
    tell(state, "info", message);
    return ["noreply", [], state];
  },
  terminate: (reason, state) => tell(state, "terminate", reason),
};

function tell({ owner, name }: State, ...what: readonly unknown[]): void {
  send(owner, [name, ...what]);
}

/** Starts a stage. `GenStage.call(stage, events)` makes it emit events, and with a function does what that returns. */
export function* probe(
  type: GenStage.StageType,
  name: string,
  options: GenStage.StageOptions = {},
  more: Partial<Plan> = {},
): Steps<Pid> {
  const plan = { counts: false, onSubscribe: ["automatic"], map: (event: unknown) => [event], ...more };
  return yield* GenStage.start(Probe, { name, owner: self(), type, options, ...plan });
}

export const producer = (options: GenStage.StageOptions = {}, more: Partial<Plan> = {}) =>
  probe("producer", "producer", options, more);
export const counter = (options: GenStage.StageOptions = {}) => producer(options, { counts: true });
export const consumer = (name = "consumer", more: Partial<Plan> = {}) => probe("consumer", name, {}, more);

/** What the stages have told when nothing goes on any more (time is virtual: it only passes then). */
export function* told(name?: string, what?: string): Steps<unknown[]> {
  yield* Process.sleep(1);
  const all: Told[] = [];
  for (;;) {
    const message = yield* receive<Told>({ after: 0 });
    if (message === "timeout") break;
    all.push(message);
  }
  const chosen = all.filter(
    (one) => (name === undefined || one[0] === name) && (what === undefined || one[1] === what),
  );
  return chosen.map((one) => (what === undefined ? one.slice(name === undefined ? 0 : 1) : one[2]));
}
