/** The options of `ETS.new`, as Erlang writes them: words and tuples, the last of each kind counts. */
import { badArgument } from "../kernel/errors.ts";
import { here } from "../kernel/node.ts";
import { isolate } from "../primitives.ts";
import type { Pid } from "../kernel/term.ts";
import type { TableType } from "./rows.ts";
import { livingProcess, type Heir, type Protection } from "./table.ts";

export type Option =
  | TableType
  | Protection
  | "named_table"
  | readonly ["keypos", number]
  | readonly ["heir", Pid, unknown]
  | readonly ["heir", "none"]
  | readonly ["read_concurrency" | "write_concurrency" | "decentralized_counters", boolean]
  | "compressed";

const TYPES: readonly unknown[] = ["set", "ordered_set", "bag", "duplicate_bag"];
const PROTECTIONS: readonly unknown[] = ["public", "protected", "private"];
/** They tune the BEAM's tables and mean nothing here; programs that come from there may keep them. */
const WITHOUT_EFFECT: readonly unknown[] = [
  "read_concurrency",
  "write_concurrency",
  "decentralized_counters",
];

export interface Options {
  readonly type: TableType;
  readonly protection: Protection;
  readonly keypos: number;
  readonly named: boolean;
  readonly heir: Heir | undefined;
}

/** @throws ArgumentError for anything that is not an option */
export function parseOptions(where: string, options: readonly Option[]): Options {
  if (!Array.isArray(options)) throw badArgument(where, "a list of options", options);
  let parsed: Options = { type: "set", protection: "protected", keypos: 1, named: false, heir: undefined };
  for (const option of options) parsed = { ...parsed, ...parseOption(where, option) };
  return parsed;
}

function parseOption(where: string, option: unknown): Partial<Options> {
  if (TYPES.includes(option)) return { type: option as TableType };
  if (PROTECTIONS.includes(option)) return { protection: option as Protection };
  if (option === "named_table") return { named: true };
  if (option === "compressed") return {};
  if (Array.isArray(option)) {
    const [name, value] = option as unknown[];
    if (name === "keypos" && Number.isInteger(value) && (value as number) >= 1)
      return { keypos: value as number };
    if (name === "heir") return { heir: parseHeir(where, option) };
    if (WITHOUT_EFFECT.includes(name)) return {};
  }
  throw badArgument(where, 'an option such as "bag", "public", "named_table" or ["keypos", 2]', option);
}

export function parseHeir(where: string, option: unknown): Heir | undefined {
  if (Array.isArray(option) && option[0] === "heir") {
    if (option[1] === "none") return undefined;
    if (option.length === 3)
      return { process: livingProcess(where, option[1] as Pid), data: isolate(here(), option[2]) };
  }
  throw badArgument(where, '["heir", pid, data] or ["heir", "none"]', option);
}
