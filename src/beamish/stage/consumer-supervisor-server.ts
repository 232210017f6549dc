/** The stage behind a `ConsumerSupervisor`: events become children, and children that have ended become demand. */
import { exitReason, formatExit, isPlannedExit } from "../term/errors.ts";
import { here } from "../node/node.ts";
import type { Steps } from "../kernel/process.ts";
import { inspect } from "../term/term.ts";
import type { Pid, Ref, Term } from "../term/term.ts";
import { nextVersion } from "../gen/callbacks.ts";
import { perform } from "../gen/perform.ts";
import * as Logger from "../logger.ts";
import * as Process from "../process.ts";
import { self, send } from "../primitives.ts";
import { complete } from "../supervision/check-spec.ts";
import type { Child as AnyChild, CompleteSpec } from "../supervision/child-spec.ts";
import { InvalidSpec } from "../supervision/errors.ts";
import { RestartIntensity } from "../supervision/restart-intensity.ts";
import { shutdownTogether } from "../supervision/shutdown.ts";
import { startChild } from "../supervision/start-child.ts";
import type { Outcome } from "../supervision/start-child.ts";
import type { Module as StageModule, NoReply, Reply, StageFrom, StageOptions } from "./module.ts";
import { boundsOf } from "./options.ts";

export interface Options extends Pick<StageOptions, "subscribeTo"> {
  /** Only `"one_for_one"`. */
  readonly strategy: "one_for_one";
  /** How many restarts are tolerated within `maxSeconds`. Default 3. */
  readonly maxRestarts?: number;
  /** Default 5. */
  readonly maxSeconds?: number;
}

export type InitOk = readonly ["ok", children: readonly AnyChild[], Options];

/** A consumer supervisor as a callback module. */
export interface Module<Argument> {
  init(argument: Argument): InitOk | "ignore";
}

/** Where events come from, and how many children of theirs there are. */
interface Producer {
  readonly from: StageFrom;
  readonly min: number;
  readonly max: number;
  count: number;
  /** Children that have ended and are not asked for anew yet. */
  pending: number;
}

interface Child {
  readonly spec: CompleteSpec;
  /** While it is restarting, the pid that it had. */
  readonly pid: Pid;
  readonly args: readonly unknown[];
  /** By which subscription its event came; `undefined` for a child of `startChild`. */
  readonly source: Ref | undefined;
  restarting: boolean;
}

interface Plan {
  readonly module: { init(argument: never): unknown };
  readonly argument: unknown;
}

interface Template {
  readonly spec: CompleteSpec;
  readonly options: Pick<StageOptions, "subscribeTo">;
  readonly intensity: RestartIntensity;
}

/** Not a plain object: it is not frozen when it is shown. */
class State {
  plan: Plan;
  readonly producers = new Map<Ref, Producer>();
  readonly children = new Map<Pid, Child>();
  template: Template;

  constructor(plan: Plan, template: Template) {
    this.plan = plan;
    this.template = template;
  }
}

export const consumerSupervisor: StageModule<State, Plan> = {
  *init(plan) {
    Process.flag("trap_exit", true);
    const template = yield* load(plan);
    if (template === "ignore") return "ignore";
    if (Array.isArray(template)) return ["stop", template];
    return ["consumer", new State(plan, template as Template), (template as Template).options];
  },

  handleSubscribe(_producer, options, from, state) {
    const { min, max } = boundsOf(options);
    state.producers.set(from[1], { from, min, max, count: 0, pending: 0 });
    askFor(from, max);
    return ["manual", state];
  },

  handleCancel(_reason, [, ref], state) {
    state.producers.delete(ref);
    return ["noreply", [], state];
  },

  *handleEvents(events, from, state) {
    let [started, failed] = [0, 0];
    for (const event of events) {
      const outcome = yield* start(state, [event], from[1]);
      if (outcome[0] === "ok" && outcome[1] !== undefined) started++;
      else failed++;
      if (outcome[0] === "error") report(state, "failed to start", outcome[1]);
    }
    settle(state, from[1], started + failed, failed);
    return ["noreply", [], state];
  },

  *handleCall(request: Term, _from, state) {
    return yield* answer(state, request);
  },

  handleCast: (_request, state) => ["noreply", [], state],

  *handleInfo(message, state) {
    const [tag, pid, reason] = (Array.isArray(message) ? message : []) as readonly Term[];
    if (tag === "EXIT") return yield* ended(state, state.children.get(pid), reason);
    if (tag === "$gen_restart") {
      const child = state.children.get(pid);
      // Somebody may have stopped it meanwhile.
      return child?.restarting === true ? yield* restart(state, child) : ["noreply", [], state];
    }
    Logger.log("error", `ConsumerSupervisor received unexpected message: ${inspect(message)}`);
    return ["noreply", [], state];
  },

  *terminate(_reason, state) {
    yield* stop(state, [...state.children.values()]);
  },

  codeChange(_version, state, _extra, given?: Term) {
    const { plan } = state;
    state.plan = { ...plan, module: nextVersion(plan.module, given) };
    const template = check(state.plan.module.init(state.plan.argument as never));
    if (template === "ignore") return ["ok", state];
    if (Array.isArray(template))
      return template[0] === "bad_return_value" ? template[1] : ["error", template];
    state.template = template as Template;
    return ["ok", state];
  },
};

// ---- The template ----------------------------------------------------------------------------------------------------

function* load({ module, argument }: Plan): Steps<Template | "ignore" | readonly Term[]> {
  return check(yield* perform<unknown>(module.init(argument as never)));
}

/** What `init` has returned, as a template; or the reason why it is none. */
function check(answer: unknown): Template | "ignore" | readonly [string, Term] {
  if (answer === "ignore") return "ignore";
  if (!Array.isArray(answer) || answer[0] !== "ok" || answer.length !== 3)
    return ["bad_return_value", answer];
  const [, children, options] = answer as Term as readonly [string, unknown, Partial<Options>];
  if (!Array.isArray(children) || children.length !== 1)
    return ["bad_specs", "consumer supervisor expects a list with a single item as a template"];
  let spec: CompleteSpec;
  try {
    spec = complete(asTemplate(children[0]), "never");
  } catch (thrown) {
    return ["bad_specs", thrown instanceof InvalidSpec ? thrown.reason : thrown];
  }
  const wrong = wrongOption(options, spec);
  if (wrong !== undefined) return ["bad_opts", wrong];
  const { maxRestarts = 3, maxSeconds = 5, subscribeTo } = options;
  return {
    spec,
    options: subscribeTo === undefined ? {} : { subscribeTo },
    intensity: new RestartIntensity(maxRestarts, maxSeconds * 1000),
  };
}

/** A module alone is started with the event as the argument. */
function asTemplate(child: Term): AnyChild {
  const isModule = typeof child?.startLink === "function" && child.start === undefined;
  if (!isModule || child.childSpec !== undefined) return child as AnyChild;
  return { id: child.name ?? child, start: (event: unknown) => child.startLink(event), modules: [child] };
}

function wrongOption(options: unknown, { restart }: CompleteSpec): string | undefined {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    return "supervisor's init expects an object of options";
  const { strategy, maxRestarts = 3, maxSeconds = 5 } = options as Partial<Options>;
  if (strategy === undefined) return "supervisor expects a strategy to be given";
  if (strategy !== "one_for_one") return "unknown supervision strategy for consumer supervisor";
  if (!Number.isInteger(maxRestarts)) return "maxRestarts must be an integer";
  if (!Number.isInteger(maxSeconds)) return "maxSeconds must be an integer";
  if (restart !== "permanent") return undefined;
  return 'a permanent child is not supported in ConsumerSupervisor: make it "temporary", so that children started from events are never restarted, or "transient", so that they are restarted only after failures';
}

// ---- Children --------------------------------------------------------------------------------------------------------

function* start(state: State, args: readonly unknown[], source: Ref | undefined): Steps<Outcome> {
  const { spec } = state.template;
  const outcome = yield* startChild(() => spec.start(...(args as never[])), exitReason);
  const pid = outcome[0] === "ok" ? outcome[1] : undefined;
  if (pid !== undefined) state.children.set(pid, { spec, pid, args, source, restarting: false });
  return outcome;
}

function* ended(state: State, child: Child | undefined, reason: Term): Steps<NoReply<State>> {
  if (child === undefined || child.restarting) return ["noreply", [], state];
  if (!isPlannedExit(reason)) report(state, "terminated", reason, child.pid);
  if (isPlannedExit(reason) || state.template.spec.restart === "temporary") {
    forget(state, child);
    return ["noreply", [], state];
  }
  return yield* restart(state, child);
}

function* restart(state: State, child: Child): Steps<NoReply<State>> {
  if (!state.template.intensity.add(here().now())) {
    report(state, "caused shutdown", "reached_max_restart_intensity");
    forget(state, child);
    return ["stop", "shutdown", state];
  }
  const outcome = yield* start(state, child.args, child.source);
  if (outcome[0] === "error") {
    report(state, "failed to start", outcome[1], child.pid);
    child.restarting = true;
    send(self(), ["$gen_restart", child.pid]);
  } else if (outcome[1] === undefined) forget(state, child);
  else state.children.delete(child.pid);
  return ["noreply", [], state];
}

function forget(state: State, child: Child): void {
  state.children.delete(child.pid);
  if (child.source !== undefined) settle(state, child.source, 0, 1);
}

/** Counts children that have come and gone, and asks for as many as have gone once they are enough. */
function settle({ producers }: State, source: Ref, come: number, gone: number): void {
  const producer = producers.get(source);
  if (producer === undefined) return;
  const excess = producer.count + come - producer.max;
  if (excess > 0)
    Logger.log(
      "error",
      `ConsumerSupervisor has received ${excess} events in excess from: ${inspect(producer.from)}`,
    );
  producer.count += come - gone;
  producer.pending += gone;
  if (producer.pending < producer.min) return;
  askFor(producer.from, producer.pending);
  producer.pending = 0;
}

function askFor([pid, ref]: StageFrom, count: number): void {
  if (count > 0) send(pid, ["$gen_producer", [self(), ref], ["ask", count]]);
}

function* stop(state: State, children: readonly Child[]): Steps<void> {
  const running = children.filter(({ restarting }) => !restarting);
  for (const [child, reason] of yield* shutdownTogether([...running]))
    report(state, "shut down abnormally", reason, child.pid);
}

function report({ template }: State, what: string, reason: unknown, pid?: Pid): void {
  const lines = [`Child ${inspect(template.spec.id)} of ConsumerSupervisor ${self()} ${what}`];
  lines.push(`** (exit) ${formatExit(reason)}`);
  if (pid !== undefined) lines.push(`Pid: ${pid}`);
  Logger.log("error", lines.join("\n"), [self(), what, reason, pid]);
}

// ---- Requests --------------------------------------------------------------------------------------------------------

function* answer(state: State, [what, argument]: readonly Term[]): Steps<Reply<State>> {
  const { children, template } = state;
  const { type, modules } = template.spec;
  if (what === "start_child") return ["reply", yield* start(state, argument, undefined), [], state];
  if (what === "terminate_child") {
    const child = children.get(argument);
    if (child === undefined) return ["reply", ["error", "not_found"], [], state];
    yield* stop(state, [child]);
    forget(state, child);
    return ["reply", "ok", [], state];
  }
  if (what === "which_children") {
    const list = [...children.values()].map((child) => [
      undefined,
      child.restarting ? "restarting" : child.pid,
      type,
      modules,
    ]);
    return ["reply", list, [], state];
  }
  const active = [...children.values()].filter(({ restarting }) => !restarting).length;
  const isWorker = type === "worker";
  const counts = {
    specs: 1,
    active,
    supervisors: isWorker ? 0 : children.size,
    workers: isWorker ? children.size : 0,
  };
  return ["reply", counts, [], state];
}
