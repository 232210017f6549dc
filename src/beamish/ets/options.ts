/** The options of `ETS.new`, as Erlang writes them: words and tuples, the last of each kind counts, and the defaults count for nothing. */
import { badArgument } from "../term/errors.ts";
import { here } from "../node/node.ts";
import { isAlive, processOf } from "../kernel/process.ts";
import { isolate } from "../primitives.ts";
import { isPid, type Pid } from "../term/term.ts";
import type { TableType } from "./rows.ts";
import type { Heir, Protection, Tuning } from "./table.ts";

export type Option =
  | TableType
  | Protection
  | "named_table"
  | readonly ["keypos", number]
  | readonly ["heir", Pid, unknown]
  | readonly ["heir", "none"]
  | readonly ["read_concurrency" | "decentralized_counters", boolean]
  | readonly ["write_concurrency", boolean | "auto"]
  | "compressed";

const TYPES: readonly unknown[] = ["set", "ordered_set", "bag", "duplicate_bag"];
const PROTECTIONS: readonly unknown[] = ["public", "protected", "private"];
/** They tune the BEAM's tables; here nothing but `ETS.info` heeds them. Programs that come from there may keep them. */
const UNTUNED: Tuning = {
  read_concurrency: false,
  write_concurrency: false,
  decentralized_counters: false,
  compressed: false,
};

export interface Options {
  readonly type: TableType;
  readonly protection: Protection;
  readonly keypos: number;
  readonly named: boolean;
  readonly heir: Heir | undefined;
  readonly tuning: Tuning;
}

/** @throws ArgumentError for anything that is not an option */
export function parseOptions(where: string, options: readonly Option[]): Options {
  if (!Array.isArray(options)) throw badArgument(where, "a list of options", options);
  let parsed: Options = {
    type: "set",
    protection: "protected",
    keypos: 1,
    named: false,
    heir: undefined,
    tuning: UNTUNED,
  };
  for (const option of options) parsed = { ...parsed, ...parseOption(where, option, parsed) };
  return parsed;
}

function parseOption(where: string, option: unknown, { tuning }: Options): Partial<Options> {
  if (option === "set" || option === "protected") return {};
  if (TYPES.includes(option)) return { type: option as TableType };
  if (PROTECTIONS.includes(option)) return { protection: option as Protection };
  if (option === "named_table") return { named: true };
  if (option === "compressed") return { tuning: { ...tuning, compressed: true } };
  if (Array.isArray(option)) {
    const [name, value] = option as unknown[];
    if (name === "keypos" && Number.isInteger(value) && (value as number) >= 1)
      return { keypos: value as number };
    if (name === "heir") return { heir: parseHeir(where, option) };
    const isTuning =
      option.length === 2 && Object.keys(UNTUNED).includes(name as string) && name !== "compressed";
    const isAuto = name === "write_concurrency" && value === "auto";
    if (isTuning && (typeof value === "boolean" || isAuto))
      return { tuning: { ...tuning, [name as string]: value } };
  }
  throw badArgument(where, 'an option such as "bag", "public", "named_table" or ["keypos", 2]', option);
}

/** Whoever does not live any more is no heir. */
function parseHeir(where: string, option: readonly unknown[]): Heir | undefined {
  const [, pid, data] = option;
  if (option.length === 2 && pid === "none") return undefined;
  if (option.length === 3 && isPid(pid)) {
    const process = processOf(pid);
    return isAlive(process) ? { process, data: isolate(here(), data) } : undefined;
  }
  throw badArgument(where, '["heir", pid, data] or ["heir", "none"]', option);
}

/** What `ETS.setopts` may change: the heir and the protection, each once. */
export type Change = readonly ["protection", Protection] | Extract<Option, readonly ["heir", ...unknown[]]>;

/** @throws ArgumentError for anything that cannot be changed */
export function parseChanges(where: string, given: unknown): Partial<Pick<Options, "heir" | "protection">> {
  const isOne = !Array.isArray(given) || given[0] === "heir" || given[0] === "protection";
  const parsed = (isOne ? [given] : given).map((change: unknown) => parseChange(where, change));
  const names = parsed.flatMap((change) => Object.keys(change));
  if (new Set(names).size < names.length) throw badArgument(where, "each option once", given);
  return Object.assign({}, ...parsed) as Partial<Options>;
}

function parseChange(where: string, change: unknown): Partial<Options> {
  if (Array.isArray(change)) {
    if (change[0] === "heir") return { heir: parseHeir(where, change) };
    if (change[0] === "protection" && change.length === 2 && PROTECTIONS.includes(change[1]))
      return { protection: change[1] as Protection };
  }
  throw badArgument(where, '["heir", pid, data], ["heir", "none"] or ["protection", "public"]', change);
}
