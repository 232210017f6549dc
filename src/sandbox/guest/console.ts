/** The `console` that a sample has: what is printed leaves as values, with the place of the call. */
import type { Level, Value } from "../engine.ts";
import { textOf } from "../values.ts";
import { tableOf } from "./table.ts";

/** Prints one line. `text` is what `values` say unless it is given. */
export type Print = (
  level: Level,
  values: readonly unknown[],
  options?: { indent: string; text?: string },
) => void;

/** The methods that replace those of the host's console. Levels are the methods' own names; all else is a `log`. */
export function makeConsole(
  print: Print,
  toValue: (live: unknown) => Value,
): Readonly<Record<string, (...args: unknown[]) => void>> {
  let indent = "";
  const counts = new Map<string, number>();
  const printer =
    (level: Level) =>
    (...values: unknown[]) => {
      print(level, values, { indent });
    };
  const log = printer("log");

  return {
    log,
    info: printer("info"),
    warn: printer("warn"),
    error: printer("error"),
    debug: printer("debug"),
    dir: (value) => {
      log(value);
    },
    trace: (...values) => {
      log("Trace:", ...values);
    },
    assert: (condition, ...values) => {
      if (!condition) print("error", ["Assertion failed", ...values], { indent });
    },
    table: (value) => {
      const text = tableOf(toValue(value)) ?? textOf(toValue(value));
      print("log", [value], { indent, text });
    },
    group: (...values) => {
      if (values.length > 0) log(...values);
      indent += "  ";
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label = "default") => {
      const key = String(label);
      counts.set(key, (counts.get(key) ?? 0) + 1);
      log(`${key}: ${counts.get(key)}`);
    },
  };
}
