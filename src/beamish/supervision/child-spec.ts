/** Child specifications: what a supervisor has to know of a child to start, restart and stop it. */
import type { Op } from "../node/operation.ts";
import type { ArgumentError } from "../term/errors.ts";
import { badArgument } from "../term/errors.ts";
import type { Pid } from "../term/term.ts";
import type { Name } from "../names.ts";
import * as GenServer from "../gen/gen-server.ts";
import type { Waiting } from "../gen/perform.ts";

/** When a child that ended is started again: always, unless it ended as planned, or never. */
export type Restart = "permanent" | "transient" | "temporary";

/** How long a child may take to stop, in milliseconds; or kill it at once; or wait as long as it takes. */
export type Shutdown = number | "brutal_kill" | "infinity";

/**
 * What a start function gives: the pid of a process linked to the supervisor, `undefined` when there is nothing to
 * run (`:ignore`), or `["ok", pid, info]` to hand `info` to the caller of `startChild`. Throw a `StartError` to refuse.
 */
export type Started = Pid | undefined | readonly ["ok", Pid, unknown];

/** How a child is started. Under `simple_one_for_one`, `startChild` adds arguments. */
export type Start = (...extra: never[]) => Waiting<Started> | Started;

export interface ChildSpec {
  /** Names the child within its supervisor; compared by value. */
  readonly id: unknown;
  /** Starts the child's process and links it to the supervisor, in which this runs. */
  readonly start: Start;
  /** Default `"permanent"`. */
  readonly restart?: Restart;
  /** Default 5,000 for a worker and `"infinity"` for a supervisor. */
  readonly shutdown?: Shutdown;
  /** Default `"worker"`. */
  readonly type?: "worker" | "supervisor";
  /** Whether its ending counts for `autoShutdown`. Default false; impossible for a permanent child. */
  readonly significant?: boolean;
  /** The callback modules of the process, for information. */
  readonly modules?: readonly object[] | "dynamic";
}

/** A specification with every default filled in. */
export type CompleteSpec = Required<ChildSpec>;

/** A module that says how its process is supervised. */
export interface Supervised {
  childSpec(argument: never): ChildSpec;
}

/** A module that says how its process is started; the rest is as for a worker. */
export interface Startable {
  startLink(argument: never): Op<Pid | undefined>;
}

/** What can stand in a tuple with its argument: a module that describes or starts its process, or a GenServer's. */
export type Module = Supervised | Startable | { init(argument: never): unknown };

/** What stands for a child in a list of children: a specification, a module, or a module with its argument. */
export type Child = ChildSpec | Module | readonly [module: Module, argument: unknown];

/**
 * The specification that `child` stands for, with `overrides` put over it.
 *
 * A module's own `childSpec(argument)` is used if it has one. Any other gets what `use GenServer` gives in Elixir: the
 * module (its `name`, if it has one) as id, and a start by its `startLink(argument)`, or by `GenServer.startLink(module, argument)`.
 *
 * Follows `Supervisor.child_spec/2`. Throws `ArgumentError` if `child` is none of these, or for an override that no specification has.
 *
 * @example
 * ```ts
 * import { Agent, Supervisor } from "beamish";
 * const { id, restart } = Supervisor.childSpec([Agent, () => 0], { id: "counter", restart: "transient" });
 * console.log(id, restart);
 * //> counter transient
 * ```
 */
export function childSpec(child: Child, overrides: Partial<ChildSpec> = {}): ChildSpec {
  for (const key of Object.keys(overrides))
    if (!FIELDS.includes(key)) throw badArgument("Supervisor.childSpec", `one of ${FIELDS.join(", ")}`, key);
  return { ...describe(child), ...overrides };
}

const FIELDS: readonly string[] = ["id", "start", "restart", "shutdown", "type", "significant", "modules"];

/** The id of a supervisor that is a child: its name, or the key of it. */
export function idOf(name: Name | undefined, otherwise: string): unknown {
  return Array.isArray(name) ? (name[name.length - 1] as unknown) : (name ?? otherwise);
}

function describe(child: Child): ChildSpec {
  if (typeof child !== "object" || child === null) throw notAChild(child);
  if (isModuleTuple(child)) return describeModule(child[0], child[1]);
  if (Array.isArray(child)) throw notAChild(child);
  if ("id" in child || "start" in child || !isModule(child)) return child as ChildSpec;
  return describeModule(child, undefined);
}

/** Whether `value` is a module with its argument (and not a list of arguments for a template). */
export function isModuleTuple(value: unknown): value is readonly [AnyModule & object, unknown] {
  return Array.isArray(value) && value.length === 2 && isModule(value[0]);
}

interface AnyModule {
  readonly name?: unknown;
  childSpec?(argument: unknown): ChildSpec;
  startLink?(argument: unknown): Op<Pid | undefined>;
}

function describeModule(module: AnyModule & object, argument: unknown): ChildSpec {
  const { childSpec: own } = module;
  if (own) return own.call(module, argument);
  const start = module.startLink
    ? () => module.startLink!(argument)
    : () => GenServer.startLink(module as GenServer.AnyModule, argument);
  return { id: typeof module.name === "string" ? module.name : module, start, modules: [module] };
}

function isModule(value: unknown): value is AnyModule & object {
  if (typeof value !== "object" && typeof value !== "function") return false;
  return value !== null && ("childSpec" in value || "startLink" in value || "init" in value);
}

function notAChild(came: unknown): ArgumentError {
  const expected = "a child specification with `id` and `start`, a module, or `[module, argument]`";
  return badArgument("child", expected, came);
}
