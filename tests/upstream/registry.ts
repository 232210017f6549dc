/** Elixir's own cases of `Registry`: those with both kinds of keys are run with one partition and with eight, as here. */
import type { Cases } from "./cases.ts";

const every = (title: string) => `unit/registry/partitions.test.ts: ${title}`;
const basic = (title: string) => `unit/registry.test.ts: ${title}`;
const STRICT = every("keys are compared strictly");
const KEYS = every("knows its keys, each as often as it is registered");
const MATCH = every("match takes patterns and guards");
const SELECT = every("select takes whole specifications");
const UNREGISTER = every("unregisterMatch takes patterns and guards");
const LINKS = every("links with the first key and unlinks with the last");
const UNKNOWN = every("duplicate keys name nobody, and unknown registries are named in the error");
const VIA = every("a name may bring its value, and a taken one says who has it");
const OPTIONS = every("a registry is specified by its name, and its options are checked");
const CRASH = every("nothing is left in any table of those who crash");
const BY_KEY = { missing: "Elixir 1.19's way of dividing duplicate keys by key and not by process." };

const both: Cases[string] = {
  "starts configured number of partitions": every("the partitions are children of the registry"),
  "counts 0 keys in an empty registry": every("counts entries"),
  "counts the number of keys in a registry": every("counts entries"),
  "supports match patterns": MATCH,
  "supports guard conditions": MATCH,
  "count_match supports match patterns": MATCH,
  "count_match supports guard conditions": MATCH,
  "unregister_match supports patterns": UNREGISTER,
  "unregister_match supports guards": UNREGISTER,
  "unregister_match supports tricky keys": UNREGISTER,
  "allows process unregistering": LINKS,
  "allows unregistering with no entries": LINKS,
  "allows listeners": every("listeners hear of registrations"),
  "links and unlinks on register/unregister": LINKS,
  "raises on unknown registry name": UNKNOWN,
  "empty list for empty registry": "unit/registry/death.test.ts: whoever hears of a death finds no",
  "select all": SELECT,
  "select supports full match specs": SELECT,
  "select supports guard conditions": SELECT,
  "select allows multiple specs": SELECT,
  "count_select supports match specs": [every("counts entries"), "conformance/registry/match_and_select.ts"],
};

export const cases: Cases = {
  "Registry, unique": {
    ...both,
    "has unique registrations": KEYS,
    "has unique registrations across processes":
      "unit/registry/death.test.ts: knows what a list of the living knows",
    "has unique registrations even if partition is delayed": every("a dead holder is no obstacle"),
    "compares using ===": STRICT,
    "updates current process value": basic("a value can be replaced by its owner only"),
    "dispatches to a single key": "conformance/registry/dispatch.ts",
    "via callbacks": VIA,
    "uses value provided in via": VIA,
    "raises on incorrect shape of match spec": SELECT,
    "unregisters with tricky keys": UNREGISTER,
    values: KEYS,
    "child of a supervisor restarts": basic("a registry is a child, and so are the processes it names"),
  },
  "Registry, duplicate": {
    ...both,
    "has duplicate registrations": KEYS,
    "compares using matches": STRICT,
    "dispatches to multiple keys in serial": every("dispatch with"),
    "dispatches to multiple keys in parallel": every("dispatch with"),
    "raises if attempt to be used on via": UNKNOWN,
    "update_value is refused": UNKNOWN,
    values: KEYS,
    "divided by key": BY_KEY,
  },
  "Registry, clean up on process crash": {
    "unique with 1 partition": CRASH,
    "unique with 8 partitions": CRASH,
    "duplicate with 1 partition": CRASH,
    "duplicate with 8 partitions": CRASH,
  },
  "Registry, options and metadata": {
    "child_spec/1 uses :name as :id": OPTIONS,
    "raises if :name is missing": OPTIONS,
    "raises if :name is not an atom": OPTIONS,
    "raises if :compressed is not a boolean":
      "unit/registry/death.test.ts: metadata may be an object, and options are checked",
    "lock: is held by one at a time": every("is held by one at a time, in the order of asking"),
    "lock: is released when its holder fails or dies": every(
      "is held by one at a time, in the order of asking",
    ),
    "lock: does not clash with keys": every("is held by one at a time, in the order of asking"),
    "meta: put, get, delete": [basic("metadata can be removed"), "conformance/registry/meta_and_errors.ts"],
    "unregister_name/1 and whereis_name/1": VIA,
    "send/2": VIA,
  },
};
