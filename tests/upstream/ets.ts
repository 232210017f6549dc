/** OTP's own cases of `ets` and `persistent_term`. */
import type { Cases } from "./cases.ts";

const table = (title: string) => `unit/ets/table.test.ts: ${title}`;
const rows = (title: string) => `unit/ets/rows.test.ts: ${title}`;
const walk = (title: string) => `unit/ets/walking.test.ts: ${title}`;
const spec = (title: string) => `unit/ets/match-spec.test.ts: ${title}`;
const terms = (title: string) => `unit/ets/persistent-term.test.ts: ${title}`;
const MODEL = "unit/ets/model.test.ts: does what a list of rows does";
const GONE = table("a table that is gone, or none, is refused by every function");
const FOLD = walk("a fold sees what it has not deleted, and a failing one leaves no fixation");
const ORDER = walk("folds and selections of an ordered_set have its order, or the reverse");
const MET = walk("every key is met once, and in a fixed table also while all are deleted");
const PORTIONS = walk("portions have the size that was asked for, and come to an end");
const LOOKS = rows("rows are found and deleted by what they look like");
const COUNTS = rows("updateCounter of a ${type}: every form");
const MEMORY = { missing: "A fault of the BEAM's own tables in memory, with no behaviour to follow." };

export const cases: Cases = {
  "ets, tables": {
    default: table("a table is a protected set with its key in front"),
    setbag: table("a table is a protected set with its key in front"),
    badnew: table("what is no option, and no name, is refused"),
    verybadnew: table("what is no option, and no name, is refused"),
    named: table("a name belongs to one table, until that is deleted or renamed"),
    keypos2: table("the key may stand anywhere in a row"),
    privacy: [
      table("a ${protection} table gives others the right to"),
      "conformance/ets/protection_levels.ts",
    ],
    rename: table("a name belongs to one table, until that is deleted or renamed"),
    rename_unnamed: table("a name belongs to one table, until that is deleted or renamed"),
    evil_rename: table("a name belongs to one table, until that is deleted or renamed"),
    whereis_table: table("a name belongs to one table, until that is deleted or renamed"),
    ets_all: [
      table("a name belongs to one table, until that is deleted or renamed"),
      table("the tables of a process end with it, however many they are"),
    ],
    info: table("info tells what there is to know, item by item"),
    heir: table("the heir gets a table, if it lives; a dead one, and the owner itself, do not"),
    give_away: [
      table("a table can be given away, by its owner, to another that lives"),
      "conformance/ets/give_away.ts",
    ],
    setopts: table("setopts changes heir and protection, each once, and nothing else"),
    exit_large_table_owner: table("the tables of a process end with it, however many they are"),
    bad_table: GONE,
    t_init_table: table("initTable replaces what was there by what a function reads"),
    delete_tab: GONE,
    baddelete: GONE,
    types: table(
      "options that change how the BEAM stores a table are kept, and a table of every type works with them",
    ),
  },
  "ets, rows": {
    empty: rows("what is empty has no first, no last, and nothing to find"),
    badinsert: rows("a list is inserted all or none"),
    badlookup: GONE,
    lookup_order: rows("lookups in bags keep the order in which rows of a key came"),
    lookup_element_mult: rows("lookups in bags keep the order in which rows of a key came"),
    lookup_element_default: rows("lookupElement wants a position that every row has"),
    delete_elem: rows("a row with the same key replaces, joins, or stands beside another, by the type"),
    evil_delete: MODEL,
    member: rows("a row with the same key replaces, joins, or stands beside another, by the type"),
    take: rows("take gives the rows of a key and removes them"),
    misc1: MODEL,
    dups: rows("a row with the same key replaces, joins, or stands beside another, by the type"),
    tab2list: "conformance/ets/fold_and_tab2list.ts",
    t_delete_object: rows("a row with the same key replaces, joins, or stands beside another, by the type"),
    t_delete_all_objects: walk("what is inserted again in a fixed table is found, and found once"),
    t_insert_list: rows("a list is inserted all or none"),
    t_insert_new: rows("a list is inserted all or none"),
    update_element: rows("updateElement of a ${type}"),
    update_element_default: rows("updateElement of a ${type}"),
    update_counter: [COUNTS, "conformance/ets/update_counter.ts"],
    evil_update_counter: rows("updateCounter of a ${type} changes all or nothing"),
    update_counter_with_default: COUNTS,
    update_counter_with_default_bad_pos: rows("updateCounter of a ${type} changes all or nothing"),
    interface_equality: [
      rows("an ordered_set orders terms of every kind as Erlang does"),
      "conformance/ets/number_keys.ts",
    ],
    ordered: rows("an ordered_set orders terms of every kind as Erlang does"),
    otp_5340: MEMORY,
    otp_6338: MEMORY,
  },
  "ets, walks": {
    firstnext: MET,
    firstnext_concurrent: {
      missing: "On one thread no two processes change a table at the same moment.",
    },
    safe_fixtable: walk("a fixation belongs to a process, counts, and ends with it"),
    fixtable_next: MET,
    fixtable_insert: walk("what is inserted again in a fixed table is found, and found once"),
    foldl: FOLD,
    foldr: FOLD,
    foldl_ordered: ORDER,
    foldr_ordered: ORDER,
    fold_empty: rows("what is empty has no first, no last, and nothing to find"),
    select_bound_chunk: walk("in a bag, a portion may end within a key"),
    t_select_reverse: ORDER,
    t_bucket_disappears: walk(
      "a continuation says where to go on, as often as it is asked, while there is a table",
    ),
    t_repair_continuation: {
      missing: "A continuation holds its compiled specification itself, so there is nothing to repair.",
    },
  },
  "ets, matching": {
    match1: [LOOKS, "conformance/ets/match_patterns.ts"],
    match2: [LOOKS, PORTIONS],
    match_object: [LOOKS, PORTIONS],
    match_object2: LOOKS,
    match_delete: LOOKS,
    match_delete3: LOOKS,
    ordered_match: LOOKS,
    partly_bound: walk("a partly bound key of an ordered_set finds its rows, in order"),
    t_match_spec_run: [
      spec("a compiled specification runs over any list of rows"),
      spec("what cannot be computed is"),
      spec("heads: variables, wildcards, maps, lists and terms within terms"),
    ],
    t_test_ms: spec("only true lets a guard pass, every guard must, and the first clause that fits counts"),
    t_select_delete: LOOKS,
    t_select_replace: [
      rows("a bag has no one row to change"),
      "unit/ets/ets.test.ts: selectReplace changes rows in place and refuses to change a key",
    ],
    select_fail: spec("what is no match specification is refused when it is compiled"),
  },
  persistent_term: {
    basic: [
      "conformance/ets/persistent_term.ts",
      terms("terms are found by equal keys, replaced and erased"),
    ],
    keys: terms("terms are found by equal keys, replaced and erased"),
    info: terms("all terms and their number are known"),
    error_info: terms("what is not there is named in the error"),
  },
};
