/** What one run of a scenario observed: its lines, and the names by which terms are printed. */
import type { Pid } from "beamish";
import { format } from "./notation.ts";

export class Trace {
  readonly lines: string[] = [];
  #ended = false;
  readonly #names = new Map<object, string>();

  /** `t("label")` or `t("label", term)`: append one line. Returns true, as the script's does, so that it can be chained. */
  t = (label: string, ...term: [unknown?]): true => {
    if (!this.#ended) this.lines.push(term.length === 0 ? label : `${label}: ${this.f(term[0])}`);
    return true;
  };

  /** Main has ended: what other processes do after that is not part of the trace. */
  end(): void {
    this.#ended = true;
  }

  /** A term as it is printed. */
  f = (term: unknown): string => format(term, this.#names);

  /** Gives a process a name used only for printing, and returns the process. */
  name = (pid: Pid, name: string): Pid => {
    this.#names.set(pid, name);
    return pid;
  };

  /** Gives a callback module the name it prints as. */
  module = <T extends object>(name: string, module: T): T => {
    this.#names.set(module, name);
    return module;
  };
}
