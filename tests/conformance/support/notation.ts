/** How a term is printed in a trace: the notation of recorded/lib/h.exs, as far as TypeScript can tell terms apart. */
import { Pid, Ref } from "beamish";

/** What a run has called its processes and modules; used only for printing. */
export type Names = ReadonlyMap<object, string>;

/** One term as text. Strings are bare, arrays (which stand for tuples and lists) are `[a, b]`, objects `%{k: v}` by key. */
export function format(term: unknown, names: Names): string {
  const show = (x: unknown): string => format(x, names);
  if (term === undefined) return "nil";
  if (typeof term === "function") return names.get(term) ?? "#fun";
  if (typeof term !== "object" || term === null) return String(term);
  if (term instanceof Pid) return names.has(term) ? `<${names.get(term)}>` : "<pid>";
  if (term instanceof Ref) return "#ref";
  if (term instanceof Error) return error(term, show);
  if (names.has(term)) return names.get(term)!;
  if (Array.isArray(term)) return isCall(term) ? call(term) : `[${term.map(show).join(", ")}]`;
  const pairs = Object.entries(term).map(([key, value]) => `${key}: ${show(value)}`);
  return `%{${pairs.sort().join(", ")}}`;
}

/** An `Error` is a RuntimeError with its message; an ErlangError shows its reason; any other its bare name. */
function error(term: Error, show: (x: unknown) => string): string {
  if (term.name === "Error") return `RuntimeError(${term.message})`;
  if (term.name === "ErlangError" && "original" in term) return `error(${show(term.original)})`;
  return term.name;
}

type Call = readonly [module: string, name: string, args: readonly unknown[]];

const ERLANG = [
  "gen_server",
  "gen_statem",
  "gen_event",
  "supervisor",
  "sys",
  "proc_lib",
  "gen",
  "erlang",
  "application",
];

/** `[module, function, arguments]`, as an exit reason has it; Elixir's modules begin with a capital. */
function isCall(term: readonly unknown[]): term is Call {
  const [module, name, args] = term;
  if (term.length !== 3 || typeof module !== "string" || typeof name !== "string") return false;
  return Array.isArray(args) && (/^[A-Z]/.test(module) || ERLANG.includes(module));
}

const call = ([module, name, args]: Call): string => `${module}.${name}/${args.length}`;
