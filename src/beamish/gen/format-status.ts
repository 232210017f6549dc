/** What a server shows of itself in reports and to `Sys.getStatus`: its module may leave out secrets and bulk. */
import type { Process } from "../kernel/process.ts";
import { dictionaryOf } from "../process/dictionary.ts";

interface Formatting {
  // A method, so that modules of all types fit.
  formatStatus?(...args: never[]): unknown;
}

type Format = (...args: unknown[]) => unknown;

/**
 * The status as the module wants it shown. `formatStatus(status)` gives it rewritten; the older
 * `formatStatus("normal" or "terminate", [dictionary, ...parts])`, told by its two parameters, gives a term that stands for the state:
 * it is added as `formatted`. A formatter that fails must not hide what it was to format.
 */
export function showStatus<S extends object>(
  module: Formatting,
  status: S,
  process: Process,
  parts: readonly unknown[],
): S & { readonly formatted?: unknown } {
  const format = module.formatStatus as Format | undefined;
  if (format === undefined) return status;
  try {
    if (format.length < 2) return { ...status, ...(format.call(module, status) as Partial<S>) };
    const dictionary = Object.fromEntries(dictionaryOf(process)) as unknown;
    const formatted = format.call(module, "reason" in status ? "terminate" : "normal", [
      dictionary,
      ...parts,
    ]);
    return { ...status, formatted };
  } catch {
    return status;
  }
}
