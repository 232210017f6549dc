/** What a server shows of itself in reports and to `Sys.getStatus`: its module may leave out secrets and bulk. */
import type { Process } from "../kernel/process.ts";

/** What is to be shown. */
export interface Shown {
  readonly state: unknown;
  readonly message?: unknown;
  readonly reason?: unknown;
  readonly log?: readonly unknown[];
}

/**
 * `formatStatus(status)` gives the status rewritten; the older `formatStatus(reason, [dictionary, state])`, which is told by its two
 * parameters, gives what stands for the state. A formatter that fails must not hide what it was to format.
 */
interface Formatting {
  // A method, so that modules of all types fit.
  formatStatus?(...args: never[]): unknown;
}

type Format = (...args: unknown[]) => unknown;

/** The status for a report. */
export function showStatus<S extends Shown>(module: Formatting, status: S, process: Process): S {
  const format = module.formatStatus as Format | undefined;
  if (format === undefined) return status;
  try {
    if (!isOldForm(format)) return { ...status, ...(format.call(module, status) as Partial<S>) };
    return { ...status, state: format.call(module, "terminate", [dictionaryOf(process), status.state]) };
  } catch {
    return status;
  }
}

/** The state as `["data", [["State", state]]]`, for `Sys.getStatus`: a list, because the older form may give one. */
export function shownState(module: Formatting, status: Shown, process: Process): readonly unknown[] {
  const format = module.formatStatus as Format | undefined;
  if (format !== undefined && isOldForm(format)) {
    try {
      const shown = format.call(module, "normal", [dictionaryOf(process), status.state]);
      return Array.isArray(shown) && Array.isArray(shown[0]) ? (shown as unknown[]) : [shown];
    } catch {
      return [["data", [["State", status.state]]]];
    }
  }
  return [["data", [["State", showStatus(module, status, process).state]]]];
}

const isOldForm = (format: Format) => format.length === 2;

const dictionaryOf = (process: Process): unknown => Object.fromEntries(process.details?.dictionary ?? []);
