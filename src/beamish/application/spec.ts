/** What an application is: its specification, as an `.app` file has it, and its callback module. */
import { badArgument } from "../term/errors.ts";
import type { Pid, Term } from "../term/term.ts";
import type { Waiting } from "../gen/perform.ts";

/** Why an application is started. On one node that is always `"normal"`. */
export type StartType = "normal";

/**
 * What the end of an application means: nothing but a report (`"temporary"`), the end of all others too if its reason is not
 * `"normal"` (`"transient"`), or in any case (`"permanent"`).
 */
export type RestartType = "permanent" | "transient" | "temporary";

/** The top supervisor, perhaps with a state for the other callbacks; or why it could not be started. */
export type Started<State> =
  Pid | readonly ["ok", Pid] | readonly ["ok", Pid, State] | readonly ["error", reason: Term];

/** The callbacks of an application. Each may be a generator, or return an operation, if it has to wait. */
export interface Module<Args = Term, State = Term> {
  /** What the module is called in reports. */
  readonly name?: string;
  /** Starts the top supervisor, linked to the caller: `start: () => Supervisor.startLink(children, options)`. */
  start(type: StartType, args: Args): Waiting<Started<State> | undefined> | Started<State>;
  /** Does one of the specification's start phases, after `start`. */
  startPhase?(phase: string, type: StartType, args: Term): unknown;
  /** Runs before the processes are stopped; makes the state that `stop` gets. */
  prepStop?(state: State): unknown;
  /** Runs when all processes of the application have ended, whatever the reason. */
  stop?(state: State): unknown;
  /** Hears which parts of the environment have changed: see `Application.configChange`. */
  configChange?(changed: Env, added: Env, removed: readonly string[]): unknown;
}

/** The environment of an application: its parameters by name. */
export type Env = Readonly<Record<string, Term>>;

/** A specification. Follows the keys of an `.app` file. */
export interface Spec {
  readonly name: string;
  readonly vsn?: string;
  readonly description?: string;
  /** The applications that must have been started before this one is. */
  readonly applications?: readonly string[];
  /** Those of `applications` that need not be there: `start` does not ask for them, `ensureAllStarted` starts them if it can. */
  readonly optionalApplications?: readonly string[];
  /** Applications that belong to this one: loaded and unloaded with it, while its supervision tree starts their processes. */
  readonly includedApplications?: readonly string[];
  /** Its modules, by which `Application.getApplication` finds it. */
  readonly modules?: readonly object[];
  /** The names that its processes register, for information. */
  readonly registered?: readonly string[];
  readonly env?: Env;
  /** The callback module, with the argument of its `start`. A library has none: there is nothing to start. */
  readonly mod?: Module | readonly [module: Module, args: Term];
  /** Milliseconds after which it is stopped, as if it had ended with `"normal"`. Default `"infinity"`. */
  readonly maxT?: number | "infinity";
  /** Phases of the start, in order, each with its argument; included applications have a part in those that they name too. */
  readonly startPhases?: readonly (readonly [phase: string, args: Term])[];
}

/** A specification with every default filled in. */
export interface CompleteSpec extends Required<Omit<Spec, "mod">> {
  readonly mod: readonly [module: Module, args: Term] | undefined;
}

/** Fills in the defaults. Throws `ArgumentError` for anything that is no specification. */
export function complete(where: string, spec: Spec): CompleteSpec {
  const wrong = (expected: string, came: unknown) => badArgument(where, expected, came);
  if (typeof spec !== "object" || spec === null) throw wrong("a specification: { name, ... }", spec);
  const { name, vsn = "", description = "", applications = [], registered = [], env = {} } = spec;
  const { mod, startPhases = [], optionalApplications = [], includedApplications = [] } = spec;
  const { modules = [], maxT = "infinity" } = spec;
  if (typeof name !== "string" || name === "") throw wrong("`name`: a string that is not empty", name);
  const lists = { applications, optionalApplications, includedApplications, registered };
  for (const [part, names] of Object.entries(lists))
    if (!areStrings(names)) throw wrong(`\`${part}\`: a list of names`, names);
  if (!Array.isArray(modules)) throw wrong("`modules`: a list of modules", modules);
  if (maxT !== "infinity" && !(Number.isInteger(maxT) && maxT >= 0))
    throw wrong('`maxT`: milliseconds (a whole number from 0), or "infinity"', maxT);
  if (typeof env !== "object" || env === null || Array.isArray(env))
    throw wrong("`env`: an object of parameters", env);
  const pair = mod === undefined || isPair(mod) ? mod : ([mod, undefined] as const);
  if (pair !== undefined && typeof (pair[0] as Partial<Module> | null)?.start !== "function")
    throw wrong("`mod`: a module with a `start` callback, or [module, args]", mod);
  if (!arePairs(startPhases)) throw wrong("`startPhases`: a list of [phase, args]", startPhases);
  return {
    ...{ name, vsn, description, ...lists, modules, env, mod: pair, maxT, startPhases },
  };
}

const areStrings = (list: unknown): boolean =>
  Array.isArray(list) && list.every((item) => typeof item === "string");

const arePairs = (list: unknown): boolean =>
  Array.isArray(list) && list.every((item) => Array.isArray(item) && typeof item[0] === "string");

const isPair = (mod: NonNullable<Spec["mod"]>): mod is readonly [Module, Term] => Array.isArray(mod);
