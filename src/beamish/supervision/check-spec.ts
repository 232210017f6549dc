/** Checking child specifications: every field, every combination, and no id twice. */
import { inspect } from "../term/term.ts";
import { childSpec, isModuleTuple, type Child, type ChildSpec, type CompleteSpec } from "./child-spec.ts";
import { Children } from "./children.ts";
import { invalid, InvalidSpec } from "./errors.ts";
import type { AutoShutdown } from "./options.ts";

/**
 * The complete specification of `child`: its defaults filled in, every field checked. Without `autoShutdown` it is left to the
 * supervisor whether it may have significant children.
 *
 * Throws `InvalidSpec` with OTP's reason, such as `["invalid_restart_type", "never"]`.
 */
export function complete(child: Child, autoShutdown?: AutoShutdown): CompleteSpec {
  const spec = childSpec(child);
  if (spec.id === undefined) throw missing("id", spec);
  const where = `child ${inspect(spec.id)}`;
  if (spec.start === undefined) throw missing("start", spec);
  if (typeof spec.start !== "function")
    throw invalid(`${where}: start`, "a function", spec.start, "invalid_mfa");
  for (const [field, { expected, fits, reason }] of Object.entries(FIELDS)) {
    const value = spec[field as keyof ChildSpec];
    if (value !== undefined && !fits(value)) throw invalid(`${where}: ${field}`, expected, value, reason);
    if (field !== "significant" || autoShutdown === undefined) continue;
    const bad = badSignificance(spec, autoShutdown);
    if (bad !== undefined) throw bad;
  }
  checkModules(where, spec.modules);
  const type = spec.type ?? "worker";
  return {
    id: spec.id,
    start: spec.start,
    restart: spec.restart ?? "permanent",
    shutdown: spec.shutdown ?? (type === "worker" ? WORKER_SHUTDOWN : "infinity"),
    type,
    significant: spec.significant ?? false,
    modules: spec.modules ?? modulesOf(child),
  };
}

/**
 * The complete specification of a child of a `DynamicSupervisor`, whose reasons differ: `["invalid_child_spec", spec]`, and
 * `["invalid_significant", true]`.
 */
export function completeAnonymous(child: Child): CompleteSpec {
  const spec = childSpec(child);
  if (spec.id === undefined || spec.start === undefined) {
    const { message } = missing(spec.id === undefined ? "id" : "start", spec);
    throw new InvalidSpec(message, ["invalid_child_spec", spec]);
  }
  const checked = complete({ ...spec, significant: false }, "never");
  if (spec.significant !== undefined && spec.significant !== false) {
    const expected = "false, as children of a DynamicSupervisor never are";
    throw invalid(
      `child ${inspect(spec.id)}: significant`,
      expected,
      spec.significant,
      "invalid_significant",
    );
  }
  return checked;
}

/** The complete specifications of a list of children, whose ids must differ. */
export function completeAll(children: readonly Child[], autoShutdown: AutoShutdown): CompleteSpec[] {
  const seen = new Children();
  return children.map((child) => {
    const spec = inList(() => complete(child, autoShutdown));
    if (seen.find(spec.id) !== undefined) throw duplicate(spec.id);
    return seen.add(spec).spec;
  });
}

/** A child that was given as a module, alone or with its argument, has it as its callback module. */
function modulesOf(child: Child): readonly object[] {
  if (isModuleTuple(child)) return [child[0]];
  return "id" in child || "start" in child ? [] : [child as object];
}

/** Each module of a list is an object, or the name of one. */
function checkModules(where: string, modules: ChildSpec["modules"]): void {
  if (modules === undefined || modules === "dynamic") return;
  for (const module of modules as readonly unknown[])
    if (
      typeof module !== "string" &&
      (typeof module !== "object" || module === null) &&
      typeof module !== "function"
    )
      throw invalid(`${where}: modules`, "modules (objects or names) only", module, "invalid_module");
}

/** Milliseconds a worker may take to stop unless its specification says otherwise. */
const WORKER_SHUTDOWN = 5000;

interface Field {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
  readonly reason: string;
}

const oneOf = (...words: readonly string[]) => ({
  expected: words.map((word) => `"${word}"`).join(", "),
  fits: (value: unknown) => words.includes(value as string),
});

const FIELDS: Readonly<Record<string, Field>> = {
  restart: { ...oneOf("permanent", "transient", "temporary"), reason: "invalid_restart_type" },
  significant: {
    expected: "true or false",
    fits: (value) => typeof value === "boolean",
    reason: "invalid_significant",
  },
  type: { ...oneOf("worker", "supervisor"), reason: "invalid_child_type" },
  shutdown: {
    expected: 'milliseconds (a whole number from 0), "infinity" or "brutal_kill"',
    fits: (value) => value === "infinity" || value === "brutal_kill" || isCount(value),
    reason: "invalid_shutdown",
  },
  modules: {
    expected: 'an array of modules or "dynamic"',
    fits: (value) => value === "dynamic" || Array.isArray(value),
    reason: "invalid_modules",
  },
};

export function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0;
}

/** What is wrong with a significant child: under this supervisor, or by its restart type; `undefined` if nothing is. */
export function badSignificance(spec: ChildSpec, autoShutdown: AutoShutdown): InvalidSpec | undefined {
  if (spec.significant !== true) return undefined;
  if (autoShutdown === "never") return clash(spec, ["auto_shutdown", "never"], NEVER);
  return (spec.restart ?? "permanent") === "permanent"
    ? clash(spec, ["restart", "permanent"], PERMANENT)
    : undefined;
}

const NEVER =
  'only with autoShutdown "any_significant" or "all_significant" does a supervisor take significant children.';
const PERMANENT = 'a permanent child never ends for good: make it "transient" or "temporary".';

function clash({ id }: ChildSpec, other: readonly [string, string], why: string): InvalidSpec {
  const reason = ["bad_combination", [other, ["significant", true]]];
  return new InvalidSpec(`child ${inspect(id)}: significant does not go with this: ${why}`, reason);
}

function missing(field: "id" | "start", spec: ChildSpec): InvalidSpec {
  return new InvalidSpec(
    `child: expected a specification with \`${field}\`, got ${inspect(spec)}.`,
    `missing_${field}`,
  );
}

function duplicate(id: unknown): InvalidSpec {
  const message = `two children have the id ${inspect(id)}. Give one of them another: Supervisor.childSpec(child, { id }).`;
  return new InvalidSpec(message, ["start_spec", ["duplicate_child_name", id]]);
}

function inList<T>(check: () => T): T {
  try {
    return check();
  } catch (thrown) {
    throw thrown instanceof InvalidSpec ? thrown.inList() : thrown;
  }
}
